/**
 * Accounts as numbers: {@link dev.harrier.detect.account.AccountFeatures} of a profile, {@link
 * dev.harrier.detect.account.PostFeatures} of what it posted. The same code serves tables and
 * events.
 */
@NullMarked
package dev.harrier.detect.account;

import org.jspecify.annotations.NullMarked;
