package io.tributary.promql.exec;

/**
 * What a query cost.
 *
 * @param samplesRead samples that operators looked at, those of native histograms once each
 * @param peakSamples the most samples that were held at one time in results and shared parts
 * @param seriesSelected series that selectors found, each selector's counted
 */
public record QueryStatistics(long samplesRead, long peakSamples, long seriesSelected) {}
