package io.tributary.gateway.ingest;

/**
 * A cluster as the gateway saw it last.
 *
 * @param cluster its name
 * @param agent the {@code User-Agent} of its last request
 * @param lastReceivedMs when its last request came, by the gateway's clock
 * @param lastSampleMs the newest sample time of all that it sent
 * @param aheadMs by how much the newest sample of its last request was ahead of the gateway's clock
 *     (negative: behind). An agent sends samples once they are taken, so a value above zero is an
 *     agent's or this machine's clock that is wrong
 * @param publishedSamples how many samples Kafka has acknowledged
 * @param lateSamples how many of these came after the watermark had passed them
 */
public record ClusterSnapshot(
    String cluster,
    String agent,
    long lastReceivedMs,
    long lastSampleMs,
    long aheadMs,
    long publishedSamples,
    long lateSamples) {}
