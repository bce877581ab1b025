package io.tributary.promql.exec;

/**
 * What a query cost.
 *
 * @param samplesRead samples that operators looked at, those of native histograms once each
 * @param peakSamples the most samples that were held at one time in results and shared parts
 * @param peakBytes the most memory that was held at one time: results, shared parts, rows that
 *     operators work in and samples that a store decoded for them. An estimate: a store's own
 *     memory, and what of labels the source has anyway, is not in it
 * @param seriesSelected series that selectors found, each selector's counted
 */
public record QueryStatistics(
    long samplesRead, long peakSamples, long peakBytes, long seriesSelected) {}
