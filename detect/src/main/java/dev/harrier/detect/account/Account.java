package dev.harrier.detect.account;

import org.jspecify.annotations.Nullable;

/**
 * A profile as it stood when it was observed. Absent numbers are NaN, absent texts null.
 *
 * @param createdMillis event time, NaN if unknown
 * @param observedMillis when the counts were read
 * @param defaultProfile 1, 0 or NaN
 */
public record Account(
    @Nullable String username,
    @Nullable String name,
    @Nullable String description,
    @Nullable String location,
    @Nullable String url,
    double createdMillis,
    double observedMillis,
    double followers,
    double following,
    double posts,
    double likes,
    double listed,
    double defaultProfile,
    double defaultImage) {}
