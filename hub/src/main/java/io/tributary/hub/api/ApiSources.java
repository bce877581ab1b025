package io.tributary.hub.api;

import io.tributary.hub.store.HubStore;
import io.tributary.promql.exec.Engine;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API answers from.
 *
 * @param alertmanagers the addresses that alerts are sent to
 * @param progress how far the head is rebuilt
 * @param admin what may be done to the store; null where that is switched off
 */
public record ApiSources(
    Engine engine,
    HubStore store,
    MetadataCatalog metadata,
    ExemplarCatalog exemplars,
    RuleCatalog rules,
    TargetCatalog targets,
    List<String> alertmanagers,
    ProcessInfo process,
    QueryLimits limits,
    Supplier<ReplayProgress> progress,
    @Nullable StoreAdmin admin) {}
