package io.tributary.hub.api;

import io.tributary.hub.head.Head;
import io.tributary.promql.exec.Engine;
import io.tributary.promql.source.SeriesSource;
import java.util.List;

/**
 * What the API answers from.
 *
 * @param alertmanagers the addresses that alerts are sent to
 */
public record ApiSources(
    Engine engine,
    SeriesSource series,
    LabelCatalog labels,
    Head head,
    MetadataCatalog metadata,
    ExemplarCatalog exemplars,
    RuleCatalog rules,
    TargetCatalog targets,
    List<String> alertmanagers,
    ProcessInfo process,
    QueryLimits limits) {}
