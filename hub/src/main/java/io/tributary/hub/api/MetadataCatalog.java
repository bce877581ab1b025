package io.tributary.hub.api;

import io.tributary.schemas.remotewrite.FamilyMetadata;
import java.util.List;
import java.util.SortedMap;

/** What is known of metric families. */
@FunctionalInterface
public interface MetadataCatalog {
  /** By family; one entry for each different metadata that agents sent of it. */
  SortedMap<String, List<FamilyMetadata>> metadata();
}
