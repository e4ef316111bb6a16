package dev.harrier.runtime.dispatch;

/** Which sink an effect belongs to. */
public interface Routes {
  /** Name of the sink; one that does not exist makes a dead letter. */
  String sink(OutboxRow row);

  /** Changes whenever an answer may have changed, such as with the rules in force. */
  String version();
}
