package dev.harrier.runtime.embed;

import dev.harrier.event.EntityKey;
import dev.harrier.event.Event;
import dev.harrier.lang.source.Sources;
import dev.harrier.runtime.ledger.DecisionRecord;
import dev.harrier.runtime.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The engine with a memory. */
public final class Harrier implements AutoCloseable {
  private Harrier() {}

  /** Opens, or begins, the engine whose memory is a folder. */
  public static Harrier open(Path folder, Options options) {
    throw new UnsupportedOperationException();
  }

  /** An engine whose memory ends with it. */
  public static Harrier inMemory(Options options) {
    throw new UnsupportedOperationException();
  }

  /** An engine on a store, which it closes. */
  public static Harrier on(Store store, Options options) {
    throw new UnsupportedOperationException();
  }

  /** Decides an event; returns when it is answered. */
  public Answer decide(Event event, Ack ack) {
    throw new UnsupportedOperationException();
  }

  /** Decides the event in the bytes; {@code source} names its sender where the event does not. */
  public Answer decide(byte[] json, String source, Ack ack) {
    throw new UnsupportedOperationException();
  }

  /** Decides events in order. */
  public List<Answer> decide(List<Event> events, Ack ack) {
    throw new UnsupportedOperationException();
  }

  /** Decides events, each in its bytes, in order. */
  public List<Answer> decideAll(List<byte[]> events, String source, Ack ack) {
    throw new UnsupportedOperationException();
  }

  /** Hands events in, without waiting. Their documents belong to the engine until it is done. */
  public CompletableFuture<List<Answer>> submit(List<Event> events, Ack ack) {
    throw new UnsupportedOperationException();
  }

  /** A decision by its identifier. */
  public Optional<DecisionRecord> decision(String id) {
    throw new UnsupportedOperationException();
  }

  /** The decision of an event that is still known. */
  public Optional<DecisionRecord> decision(String source, String eventId) {
    throw new UnsupportedOperationException();
  }

  /** The newest decisions, newest first. */
  public List<DecisionRecord> recent(int count) {
    throw new UnsupportedOperationException();
  }

  public Optional<Rederived> rederive(String id) {
    throw new UnsupportedOperationException();
  }

  public EntityView entity(EntityKey entity) {
    throw new UnsupportedOperationException();
  }

  /** Sets or takes away a label by hand. */
  public Answer setLabel(ManualLabel label) {
    throw new UnsupportedOperationException();
  }

  /** Checks and keeps a project. */
  public Installation install(Sources sources, String comment) {
    throw new UnsupportedOperationException();
  }

  /** Checks and keeps a project in a folder. */
  public Installation install(Path folder, String comment) {
    throw new UnsupportedOperationException();
  }

  /** Checks and keeps a project in a zip archive. */
  public Installation install(byte[] zip, String comment) {
    throw new UnsupportedOperationException();
  }

  /** Puts a kept version in force for all events that begin from now on; empty if unknown. */
  public Optional<BundleInfo> activate(String version, String who) {
    throw new UnsupportedOperationException();
  }

  /** Puts the version that was in force before in force again; empty if there was none. */
  public Optional<BundleInfo> rollBack(String who) {
    throw new UnsupportedOperationException();
  }

  /** All kept versions, newest first. */
  public List<BundleInfo> bundles() {
    throw new UnsupportedOperationException();
  }

  /** The version in force. */
  public Optional<BundleInfo> active() {
    throw new UnsupportedOperationException();
  }

  /** The sources of a kept version. */
  public Optional<Sources> sources(String version) {
    throw new UnsupportedOperationException();
  }

  /** Changes a list of the active project: a new version, which is in force on return. */
  public Installation editList(ListEdit edit) {
    throw new UnsupportedOperationException();
  }

  /** Edits of a list, newest first. */
  public List<ListEdit.Made> listHistory(String list) {
    throw new UnsupportedOperationException();
  }

  /** Subscribes to decisions as they are made. */
  public Subscription subscribe(int capacity) {
    throw new UnsupportedOperationException();
  }

  public Metrics metrics() {
    throw new UnsupportedOperationException();
  }

  /** Answers what waits, makes all of it durable, and ends. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
