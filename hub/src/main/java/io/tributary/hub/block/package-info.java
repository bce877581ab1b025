/**
 * Blocks on disk, in the format of Prometheus's TSDB, so that Prometheus, promtool, Thanos and
 * Mimir read what the hub writes, and the hub what they write.
 *
 * <pre>
 *   01JDABC.../            a block: named by its ULID, immutable once its folder has this name
 *     meta.json            {@link io.tributary.hub.block.BlockMeta}: times, counts, ancestry
 *     chunks/000001 ...    {@link io.tributary.hub.block.ChunkSegmentLayout}: the samples
 *     index                {@link io.tributary.hub.block.IndexLayout}: symbols, series, postings
 *     tombstones           {@link io.tributary.hub.block.Tombstones}: what was deleted
 * </pre>
 */
@NullMarked
package io.tributary.hub.block;

import org.jspecify.annotations.NullMarked;
