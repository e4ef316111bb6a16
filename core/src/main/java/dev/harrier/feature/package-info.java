/**
 * Declared features: windowed numbers and sets over one entity's past, the current event included.
 *
 * <p>A {@link dev.harrier.feature.FeatureDeclaration} says what is kept, an {@link
 * dev.harrier.feature.Aggregate} how, a {@link dev.harrier.feature.FeatureKey} for whom. Event time
 * only; nothing here reads a clock.
 */
@NullMarked
package dev.harrier.feature;

import org.jspecify.annotations.NullMarked;
