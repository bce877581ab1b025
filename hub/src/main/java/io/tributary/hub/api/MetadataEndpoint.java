package io.tributary.hub.api;

import io.tributary.schemas.remotewrite.FamilyMetadata;
import java.util.List;
import java.util.Map;

/** {@code metadata}. */
final class MetadataEndpoint implements Endpoint {
  private final MetadataCatalog catalog;

  MetadataEndpoint(MetadataCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Answer answer(Params params) {
    int limit = limit(params, "limit");
    int perMetric = limit(params, "limit_per_metric");
    String metric = params.get("metric");
    return Answer.of(
        json -> {
          json.writeStartObject();
          int written = 0;
          for (Map.Entry<String, List<FamilyMetadata>> family : catalog.metadata().entrySet()) {
            if (!metric.isEmpty() && !metric.equals(family.getKey())) {
              continue;
            }
            if (limit >= 0 && written++ >= limit) {
              break;
            }
            json.writeArrayFieldStart(family.getKey());
            int ofFamily = 0;
            for (FamilyMetadata one : family.getValue()) {
              if (perMetric > 0 && ofFamily++ == perMetric) {
                break;
              }
              json.writeStartObject();
              json.writeStringField("type", one.type().text());
              json.writeStringField("help", one.help());
              json.writeStringField("unit", one.unit());
              json.writeEndObject();
            }
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  /** Here a negative limit, or none, stands for all, and 0 for nothing. */
  private static int limit(Params params, String name) {
    String text = params.get(name);
    if (text.isEmpty()) {
      return -1;
    }
    if (!text.matches("[+-]?[0-9]{1,9}")) {
      throw new ApiException(ErrorType.BAD_DATA, name + " must be a number");
    }
    return Integer.parseInt(text);
  }
}
