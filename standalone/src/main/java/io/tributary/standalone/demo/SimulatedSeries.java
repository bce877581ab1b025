package io.tributary.standalone.demo;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.MetricType;

/** One series of a simulated cluster. */
record SimulatedSeries(Labels labels, MetricType type, Signal signal) {}
