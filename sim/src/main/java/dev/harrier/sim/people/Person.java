package dev.harrier.sim.people;

/**
 * One account and who is behind it.
 *
 * @param id tells nothing
 * @param community the one whose posts they see most
 * @param acts a day, on average
 * @param fame how often strangers write to them, beside others
 * @param crude share of words to friends that are rough banter
 * @param temper share of words to strangers that are meant to hurt
 */
public record Person(
    int index, String id, int community, double acts, double fame, double crude, double temper) {}
