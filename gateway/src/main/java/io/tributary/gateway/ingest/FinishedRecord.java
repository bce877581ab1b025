package io.tributary.gateway.ingest;

/**
 * A record ready for the samples topic.
 *
 * @param cluster whose series these are
 * @param shard which of its shards
 * @param value the record's value
 * @param samples how many samples and histograms it holds
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
record FinishedRecord(Cluster cluster, int shard, byte[] value, long samples) {}
