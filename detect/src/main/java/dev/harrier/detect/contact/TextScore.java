package dev.harrier.detect.contact;

/** Tells how hostile words are. Pure; called once for each contact that has words. */
@FunctionalInterface
public interface TextScore {
  /** Nobody can tell: bursts are then judged by shared audience and by refusals alone. */
  TextScore NONE = text -> Float.NaN;

  /** 0 (friendly) to 1 (hostile); NaN if it cannot be told. */
  float of(String text);
}
