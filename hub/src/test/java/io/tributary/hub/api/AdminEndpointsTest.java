package io.tributary.hub.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import org.junit.jupiter.api.Test;

class AdminEndpointsTest {
  @Test
  void changes_areRefusedUnlessSwitchedOn() {
    AdminEndpoints off = new AdminEndpoints(null, new Parser(ParserOptions.stable()));
    assertThatThrownBy(() -> off.cleanTombstones(new Params(new Client())))
        .hasMessage("admin APIs disabled");
    assertThatThrownBy(() -> off.snapshot(new Params(new Client())))
        .hasMessage("admin APIs disabled");
  }
}
