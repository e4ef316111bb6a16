package dev.harrier.server.http;

import dev.harrier.runtime.dispatch.Dispatcher;
import dev.harrier.server.source.Feed;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a service is connected to besides its callers.
 *
 * @param dispatcher delivers effects; null if nobody does
 * @param feeds events from elsewhere, by the source's name
 */
public record Connections(@Nullable Dispatcher dispatcher, SortedMap<String, Feed> feeds) {
  /** Callers alone. */
  public static final Connections NONE = new Connections(null, Map.of());

  public Connections(@Nullable Dispatcher dispatcher, Map<String, Feed> feeds) {
    this(dispatcher, (SortedMap<String, Feed>) new TreeMap<>(feeds));
  }

  public Connections {
    feeds = Collections.unmodifiableSortedMap(feeds);
  }
}
