package io.tributary.sink;

import io.tributary.sink.notify.NotifierConfig;
import io.tributary.sink.remotewrite.Destination;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where series and alerts go.
 *
 * @param kafka client properties, at least {@code bootstrap.servers}
 * @param destinations receivers of series
 * @param notifier receivers of alerts; without any, the alert topic is not read
 */
public record SinkConfig(
    Map<String, Object> kafka, List<Destination> destinations, NotifierConfig notifier) {
  /** Sends nothing anywhere. */
  public static SinkConfig defaults() {
    return new SinkConfig(Map.of(), List.of(), NotifierConfig.defaults());
  }

  public SinkConfig {
    kafka = Map.copyOf(kafka);
    destinations = List.copyOf(destinations);
    Set<String> names = new HashSet<>();
    for (Destination destination : destinations) {
      if (!names.add(destination.name())) {
        throw new IllegalArgumentException(
            "two destinations have the name " + destination.name() + ": give one another name");
      }
    }
  }
}
