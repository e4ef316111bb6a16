/**
 * Who may ask what: keys, what they allow, and how often.
 *
 * <p>A key is an identifier and a secret of 256 random bits; the file of keys holds its SHA-256
 * only. A slow hash is for secrets that people choose: these cannot be guessed, and are compared on
 * every request. {@link dev.harrier.server.auth.KeyFile} is the file, {@link
 * dev.harrier.server.auth.KeyRing} what the service looks keys up in, {@link
 * dev.harrier.server.auth.Scope} what a key allows, {@code TokenBucket} how often. A file that
 * changes is read again within a second, so that a key that is revoked ends without a restart.
 */
@NullMarked
package dev.harrier.server.auth;

import org.jspecify.annotations.NullMarked;
