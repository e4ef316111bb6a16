/** What every kind of model file must keep. */
@NullMarked
package dev.harrier.learn.modelfile;

import org.jspecify.annotations.NullMarked;
