package dev.harrier.learn.metric;

/** An estimate with the ends of its 95 % interval. */
public record Interval(double value, double low, double high) {}
