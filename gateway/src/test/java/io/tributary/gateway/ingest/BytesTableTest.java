package io.tributary.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BytesTableTest {
  private final TableBytes bytes = new TableBytes(Long.MAX_VALUE);
  private final SymbolPool pool = new SymbolPool(bytes);

  @Test
  void entries_areFoundByTheirBytes() {
    Map<String, Symbol> expected = new HashMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = "label-" + random.nextInt(10_000);
      Symbol symbol = pool.intern(text);
      assertThat(expected.getOrDefault(text, symbol)).isSameAs(symbol);
      expected.put(text, symbol);
    }
    expected.forEach((text, symbol) -> assertThat(find("<" + text + ">", 1)).isSameAs(symbol));
    assertThat(find("<label>", 1)).isNull();
    assertThat(pool.size()).isEqualTo(expected.size());
  }

  @Test
  void equalHashes_areToldApartByTheirBytes() {
    BytesTable<Symbol> table = new BytesTable<>();
    Symbol a = new Symbol(new byte[] {1}, 7, 0);
    Symbol b = new Symbol(new byte[] {2}, 7, 1);
    table.add(a);
    table.add(b);

    assertThat(table.find(7, new byte[] {1}, 0, 1)).isSameAs(a);
    assertThat(table.find(7, new byte[] {2}, 0, 1)).isSameAs(b);
    assertThat(table.find(7, new byte[] {3}, 0, 1)).isNull();
    assertThat(table.add(new Symbol(new byte[] {2}, 7, 2))).isSameAs(b);
  }

  @Test
  void retain_keepsWhatIsAsked() {
    for (int i = 0; i < 5000; i++) {
      pool.intern("v" + i);
    }
    pool.retain(symbol -> symbol.id % 100 == 0);

    assertThat(pool.size()).isEqualTo(50);
    assertThat(find("v100", 0)).isNotNull();
    assertThat(find("v101", 0)).isNull();
    assertThat(bytes.taken()).isLessThan(50 * 80);
  }

  @Test
  void fullPool_givesSymbolsThatItDoesNotKeep() {
    SymbolPool small = new SymbolPool(new TableBytes(250));
    for (int i = 0; i < 100; i++) {
      small.intern("v" + i);
    }
    assertThat(small.size()).isLessThan(4);
    assertThat(small.intern("v99").id).isEqualTo(Symbol.NO_ID);
  }

  @Test
  void hash_dependsOnEveryByteAndOnTheLength() {
    for (int length = 1; length < 70; length++) {
      byte[] bytes = new byte[length];
      long before = LabelHash.of(bytes, 0, length);
      assertThat(LabelHash.of(new byte[length + 1], 0, length + 1)).isNotEqualTo(before);
      for (int i = 0; i < length; i++) {
        bytes[i] = 1;
        assertThat(LabelHash.of(bytes, 0, length)).isNotEqualTo(before);
        bytes[i] = 0;
      }
    }
  }

  private @Nullable Symbol find(String text, int margin) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return pool.find(bytes, margin, bytes.length - margin);
  }
}
