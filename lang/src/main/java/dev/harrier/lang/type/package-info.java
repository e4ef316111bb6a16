/** The types of the language and which of them may stand for which. */
@NullMarked
package dev.harrier.lang.type;

import org.jspecify.annotations.NullMarked;
