/**
 * Compiled rules: one hidden class per program, event type and feature mode.
 *
 * <p>{@link dev.harrier.lang.emit.CompiledProgram} is the entry. {@code Emitter} and {@code
 * NodeCode} write the class of a plan; the class extends {@code Frame}, which holds the values of
 * one event and all that need not be bytecode; {@code Run} takes one event through a frame; {@code
 * Leaves} and {@code LeafReader} find and read the event's fields; {@code LiteralScan} is the
 * shared scan of texts.
 *
 * <p>Generated code handles ints of 64 bits. The compat dialect's ints are unbounded: where a
 * result does not fit, {@code Deoptimise} is thrown and the interpreter decides the event instead.
 * State that was touched by then is not touched twice ({@code RecordingFacts}).
 */
@NullMarked
package dev.harrier.lang.emit;

import org.jspecify.annotations.NullMarked;
