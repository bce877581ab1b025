package io.tributary.hub.api;

import java.time.Instant;
import java.util.SortedMap;

/**
 * What the process says of itself.
 *
 * @param version ours
 * @param configYaml the configuration in force
 * @param flags the options in force, by name
 * @param started when the process started
 * @param retention how long samples are kept, as text
 */
public record ProcessInfo(
    String version,
    String configYaml,
    SortedMap<String, String> flags,
    Instant started,
    String retention) {}
