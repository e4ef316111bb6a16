/**
 * The guards that an action passes between the decision and the outbox.
 *
 * <p>Rules say what they want done, {@link dev.harrier.enforce.Guards} what is done: an action that
 * an entity has just had is a duplicate, one over its cap is capped, one on an entity that is held
 * out is not carried out so that the action's effect can be measured, and one that a set of rules
 * in review asks for becomes a case. Whatever is not sent is part of the decision, with its outcome
 * and its reason: nothing is dropped in silence.
 *
 * <p>What the guards remember they ask of a {@link dev.harrier.enforce.GuardMemory}, which knows
 * the time. So their outcomes follow from the decision, the project's actions and the memory's
 * answers alone, and a decision of the past can be derived again from the answers of the time. No
 * clock is read here. What is remembered is bounded: one time for each entity and action, and
 * {@link dev.harrier.enforce.HourCount}, at most 61 numbers, for each cap.
 */
@NullMarked
package dev.harrier.enforce;

import org.jspecify.annotations.NullMarked;
