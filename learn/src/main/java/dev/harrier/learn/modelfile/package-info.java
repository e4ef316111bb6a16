/**
 * A model as one file that says everything about itself.
 *
 * <p>A {@link dev.harrier.learn.modelfile.Model} is a scorer of one of the {@link
 * dev.harrier.learn.modelfile.ModelKinds}, the features that it reads, the map from its scores to
 * probabilities with the result of the gate, the measured curve of thresholds, the figures it was
 * judged by, what it was trained on, and a card for people. {@link
 * dev.harrier.learn.modelfile.ModelFile} turns it into bytes and back:
 *
 * <pre>{@code
 * byte[] bytes = ModelFile.write(model);
 * Scored scored = ModelFile.read(bytes).score(numbers, texts);
 * }</pre>
 *
 * <p>The file is a ZIP, stored, its entries in one order and at one time, so that equal models are
 * equal bytes and a file can be looked into with any tool. It holds numbers and words only: no code
 * and no serialised object, so that reading a stranger's file can do no more than fail, with a
 * {@link dev.harrier.learn.modelfile.ModelFileException} that says what is wrong. Bytes in, bytes
 * out; who reads files is not known here.
 */
@NullMarked
package dev.harrier.learn.modelfile;

import org.jspecify.annotations.NullMarked;
