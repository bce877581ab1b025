package io.tributary.hub.api;

import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.Parser;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code admin/tsdb/*}: they destroy data, so they must be switched on. */
final class AdminEndpoints {
  private final @Nullable StoreAdmin admin;
  private final Parser parser;

  /**
   * @param admin null where they are switched off
   */
  AdminEndpoints(@Nullable StoreAdmin admin, Parser parser) {
    this.admin = admin;
    this.parser = parser;
  }

  private interface Work {
    void run(StoreAdmin admin) throws IOException;
  }

  Answer deleteSeries(Params params) {
    return run(
        store -> {
          if (params.all("match[]").isEmpty()) {
            throw new ApiException(ErrorType.BAD_DATA, "no match[] parameter provided");
          }
          long startMs = params.timeMs("start", TimeText.MIN_MS);
          long endMs = params.timeMs("end", TimeText.MAX_MS);
          List<List<Matcher>> selectors = params.selectors(parser);
          if (startMs <= endMs) {
            for (List<Matcher> selector : selectors) {
              store.delete(selector, startMs, endMs);
            }
          }
        });
  }

  Answer cleanTombstones(Params params) {
    return run(StoreAdmin::cleanTombstones);
  }

  private Answer run(Work work) {
    try {
      work.run(admin());
    } catch (IOException e) {
      throw new ApiException(ErrorType.INTERNAL, String.valueOf(e.getMessage()));
    }
    return Answer.NO_CONTENT;
  }

  Answer snapshot(Params params) {
    StoreAdmin store = admin();
    boolean skipHead = params.flag("skip_head", "unable to parse boolean");
    String name;
    try {
      name = store.snapshot(skipHead);
    } catch (IOException e) {
      throw new ApiException(ErrorType.INTERNAL, "create snapshot: " + e.getMessage());
    }
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("name", name);
          json.writeEndObject();
        });
  }

  private StoreAdmin admin() {
    if (admin == null) {
      throw new ApiException(ErrorType.UNAVAILABLE, "admin APIs disabled");
    }
    return admin;
  }
}
