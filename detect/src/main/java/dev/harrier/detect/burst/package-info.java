/**
 * Bursts of first contacts at one receiver: brigades, told from popularity.
 *
 * <p>The null hypothesis is that strangers write to a receiver at the receiver's own rate, as
 * hostile as strangers usually are to them, and know no more of each other than the receiver's
 * usual audience. {@link dev.harrier.detect.burst.BurstMachine} speaks when the rate is refused
 * together with one of the other two. What looks alike and is not: fans and streaming parties (a
 * shared audience, no hostility), a post that goes round the world (rate alone), live sport
 * (swearing that is usual for those who swear), news (anger at something else), criticism of a
 * public act (hostility from people who share nothing; limits are offered to public accounts, not
 * applied).
 */
@NullMarked
package dev.harrier.detect.burst;

import org.jspecify.annotations.NullMarked;
