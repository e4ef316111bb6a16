/**
 * Recipes: which columns become which features, and how a model is fitted to them.
 *
 * <p>A recipe gives each column a leakage class, and refuses those that are outcomes or
 * identifiers. Text goes through {@link dev.harrier.server.recipe.TextModel}, accounts through
 * {@link dev.harrier.detect.account.AccountFeatures}.
 */
@NullMarked
package dev.harrier.server.recipe;

import org.jspecify.annotations.NullMarked;
