package io.tributary.hub.head;

/**
 * What the head holds at one instant.
 *
 * @param series how many series
 * @param chunks how many chunks of all series, the open ones included
 * @param labelPairs how many different pairs of a label's name and value
 * @param minMs a time at or before the earliest sample's; {@link Long#MAX_VALUE} where there is
 *     none
 * @param maxMs the latest sample's time; {@link Long#MIN_VALUE} where there is none
 */
public record HeadStatistics(long series, long chunks, long labelPairs, long minMs, long maxMs) {}
