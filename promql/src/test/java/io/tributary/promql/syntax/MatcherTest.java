package io.tributary.promql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tributary.schemas.labels.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
  @Test
  void matches_comparesInFourWays() {
    assertThat(Matcher.of(Matcher.Type.EQUAL, "a", "x").matches("x")).isTrue();
    assertThat(Matcher.of(Matcher.Type.NOT_EQUAL, "a", "x").matches("x")).isFalse();
    assertThat(Matcher.of(Matcher.Type.REGEX, "a", "x|y").matches("y")).isTrue();
    assertThat(Matcher.of(Matcher.Type.NOT_REGEX, "a", "x|y").matches("y")).isFalse();
  }

  @Test
  void matches_takesAMissingLabelForEmpty() {
    Labels labels = Labels.of("job", "node");

    assertThat(Matcher.equal("cluster", "").matches(labels)).isTrue();
    assertThat(Matcher.of(Matcher.Type.REGEX, "cluster", ".*").matches(labels)).isTrue();
    assertThat(Matcher.of(Matcher.Type.REGEX, "cluster", ".+").matches(labels)).isFalse();
    assertThat(Matcher.equal("cluster", "").matchesEmpty()).isTrue();
  }

  @Test
  void regex_isAnchoredAndItsDotMatchesLineEnds() {
    assertThat(regex("no").matches("node")).isFalse();
    assertThat(regex("a.c").matches("a\nc")).isTrue();
    assertThat(regex("a.*").matches("a\nb\nc")).isTrue();
    assertThat(regex("x.*y").matches("x\ny")).isTrue();
  }

  @Test
  void literals_areWrittenOutWhereTheyAreFew() {
    assertThat(regex("node|kubelet").literals()).containsExactlyInAnyOrder("node", "kubelet");
    assertThat(regex("n(1|2)[ab]").literals())
        .containsExactlyInAnyOrder("n1a", "n1b", "n2a", "n2b");
    assertThat(regex("https?").literals()).containsExactlyInAnyOrder("http", "https");
    assertThat(regex("10\\.0\\.0\\.1").literals()).containsExactly("10.0.0.1");
    assertThat(Matcher.equal("a", "x").literals()).containsExactly("x");
    assertThat(regex("a.*").literals()).isEmpty();
    assertThat(regex("(?i)a").literals()).isEmpty();
    assertThat(Matcher.of(Matcher.Type.NOT_REGEX, "a", "x|y").literals()).isEmpty();
  }

  @Test
  void prefix_isWhatEveryMatchStartsWith() {
    assertThat(regex("node.*").prefix()).isEqualTo("node");
    assertThat(regex("node-[0-9]+").prefix()).isEqualTo("node-");
    assertThat(regex("ab*").prefix()).isEqualTo("a");
    assertThat(regex("ab{0,2}c+").prefix()).isEqualTo("a");
    assertThat(regex("foo+|bar.*").prefix()).isEmpty();
    assertThat(regex("foo[|]+").prefix()).isEmpty();
    assertThat(regex("a|b").prefix()).isEmpty();
  }

  @Test
  void regex_ofPlainWildcardsAgreesWithTheEngine() {
    List<String> values =
        List.of(
            "", "a", "b", "ab", "ba", "aba", "abab", "a\nb", "xaby", "ab\u00e9", "\ud83d\ude00");
    for (String regex :
        List.of(
            ".*",
            ".+",
            "a.*",
            "a.+",
            ".*b",
            ".+b",
            "a.*b",
            "a.+b",
            ".*ab.*",
            ".+ab.*",
            ".*ab.+",
            ".+ab.+",
            "ab.*ab",
            "aba.*aba",
            "a.*b.*",
            ".*.*",
            "",
            "ab",
            ".*?a",
            "a.*?b")) {
      agrees(regex, values);
    }
  }

  @Test
  void regex_ofAnyShapeAgreesWithTheEngine() {
    Random random = new Random(7);
    String pieces = "ab(|)?*+[.]\\{1,}^$-";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder regex = new StringBuilder();
      for (int i = random.nextInt(10); i >= 0; i--) {
        regex.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      if (compiles(regex.toString())) {
        agrees(regex.toString(), List.of("", "a", "b", "ab", "ba", "aab", "b-a", "a|b", "1", "^"));
      } else {
        assertThatIllegalArgumentException().isThrownBy(() -> regex(regex.toString()));
      }
    }
  }

  @Test
  void regex_thatIsNoneIsRefusedWithTheReason() {
    assertThatThrownBy(() -> regex("a(b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("error parsing regexp: missing closing ): `a(b`");
  }

  @Test
  void regex_thatIsTooLargeIsRefusedBeforeItIsCompiled() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> regex("((a{100}){100}){100}"))
        .withMessageContaining("more than 50000 steps");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> regex("(".repeat(5_000) + "a" + ")".repeat(5_000)))
        .withMessageContaining("nests deeper than the limit of 200");
  }

  /**
   * The engine follows steps that take no character by recursion: a stack overflow is no answer.
   */
  @ParameterizedTest
  @ValueSource(strings = {"a?", "(a|b)?", "a*", "^", "\\b", "a{0,3}"})
  void regex_thatWouldTakeTheStackIsRefused(String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> regex(part.repeat(10_000) + "z"))
        .withMessageContaining("regular expression");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> regex("((" + part + "){90}){90}z"))
        .withMessageContaining("with its repeats written out");
    assertThat(regex(part.repeat(300) + "z").matches("a".repeat(50) + "y")).isFalse();
  }

  @Test
  void regex_ofThousandsOfNamesMatches() {
    String names =
        IntStream.range(0, 4_000).mapToObj(i -> "pod-" + i).collect(Collectors.joining("|"));
    assertThat(regex(names).matches("pod-3999")).isTrue();
    assertThat(regex("(" + names + ")").matches("pod-4000")).isFalse();
  }

  @Test
  void regex_madeToBacktrackTakesLinearTime() {
    Matcher matcher = regex("(a*)*(a*)*b");
    String value = "a".repeat(2_000);

    assertTimeout(Duration.ofSeconds(5), () -> assertThat(matcher.matches(value)).isFalse());
  }

  @Test
  void toString_quotesWhatNeedsIt() {
    assertThat(Matcher.of(Matcher.Type.REGEX, "job", "a\"b")).hasToString("job=~\"a\\\"b\"");
    assertThat(Matcher.equal("a.b", "c")).hasToString("\"a.b\"=\"c\"");
  }

  private static void agrees(String regex, List<String> values) {
    Matcher matcher = regex(regex);
    Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
    for (String value : values) {
      assertThat(matcher.matches(value))
          .as("%s of %s", regex, value)
          .isEqualTo(pattern.matches(value));
      if (matcher.matches(value)) {
        assertThat(value).startsWith(matcher.prefix());
      }
    }
  }

  private static boolean compiles(String regex) {
    try {
      Pattern.compile(regex);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static Matcher regex(String value) {
    return Matcher.of(Matcher.Type.REGEX, "a", value);
  }
}
