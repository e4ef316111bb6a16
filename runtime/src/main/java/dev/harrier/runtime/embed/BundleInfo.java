package dev.harrier.runtime.embed;

/**
 * A version of the project that the store keeps.
 *
 * @param number in order of installation, from 1
 * @param version content hash, {@code sha256:…}
 * @param installedMicros when, microseconds since the epoch
 * @param comment what it is, as its uploader said
 * @param rules number of its rules
 * @param active whether it decides
 */
public record BundleInfo(
    long number, String version, long installedMicros, String comment, int rules, boolean active) {}
