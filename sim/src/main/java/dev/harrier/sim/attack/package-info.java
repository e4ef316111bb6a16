/**
 * Attackers. A brigade ({@link dev.harrier.sim.attack.Brigade}) is 20–200 accounts of one {@link
 * dev.harrier.sim.attack.Family}; its knobs are drawn anew for each: accounts, length (five minutes
 * to two days), share of plain insults (0–60 %), share of idle words (5–20 %), share of accounts
 * made for it, share that acted on the instigator's posts before. Truth: each hostile word and the
 * episode it belongs to. Evasion: insinuation, private messages, waves, a friendly crowd to hide
 * in.
 */
@NullMarked
package dev.harrier.sim.attack;

import org.jspecify.annotations.NullMarked;
