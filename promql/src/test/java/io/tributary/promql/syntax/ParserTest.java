package io.tributary.promql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
  private final Parser stable = new Parser(ParserOptions.stable());
  private final Parser everything = new Parser(ParserOptions.everything());

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          limitk(1, a);limitk() is experimental and must be enabled with \
          --enable-feature=promql-experimental-functions
          mad_over_time(a[5m]);function "mad_over_time" is not enabled
          a[5m + 1m];experimental duration expression is not enabled
          a[step()];experimental duration expression is not enabled
          a offset (5m);experimental duration expression is not enabled
          a[5m] smoothed;smoothed modifier is experimental and not enabled
          a anchored;anchored modifier is experimental and not enabled
          a + fill(0) b;binop fill modifiers are experimental and not enabled
          """)
  void parse_refusesWhatIsExperimentalUntilItIsAskedFor(String query, String message) {
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parse(query))
        .withMessageContaining(message);
    assertThat(everything.parse(query)).isNotNull();
  }

  @Test
  void parse_saysWhereInLineAndColumn() {
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parse("sum(\n  a{b=c}\n)"))
        .withMessage(
            "2:7: parse error: unexpected identifier \"c\" in label matching, expected string");
  }

  @Test
  void parse_findsAllThatIsWrongWithTypes() {
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parse("rate(a) + floor(1, 2)"))
        .satisfies(
            e ->
                assertThat(e.errors())
                    .extracting(ParseError::message)
                    .containsExactly(
                        "expected type range vector in call to function \"rate\", got instant"
                            + " vector",
                        "expected 1 argument(s) in call to \"floor\", got 2",
                        "expected type instant vector in call to function \"floor\", got scalar"));
  }

  @Test
  void parse_countsPositionsInBytes() {
    Expr expr = stable.parse("{\"\u00fc\u00fc\"} + b");

    assertThat(expr.position()).isEqualTo(new Position(0, 12));
    assertThat(expr)
        .asInstanceOf(type(Expr.Binary.class))
        .satisfies(
            b -> {
              assertThat(b.right().position().of("{\"\u00fc\u00fc\"} + b")).isEqualTo("b");
            });
  }

  @Test
  void parse_refusesWhatNestsTooDeeply() {
    for (String open : List.of("(", "-", "abs(", "2^", "sum(-(")) {
      assertThatExceptionOfType(ParseException.class)
          .isThrownBy(() -> stable.parse(open.repeat(100_000)))
          .withMessageContaining("nests deeper than the limit of 250");
    }
    String nested = "(".repeat(80) + "a" + ")".repeat(80);
    assertThat(stable.parse(nested).text()).isEqualTo(nested);
  }

  @Test
  void parse_refusesATreeThatIsTooHigh() {
    assertThat(stable.parse("a" + " or a".repeat(900)).text()).endsWith("or a");
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parse("a" + "+a".repeat(2_000)))
        .withMessageContaining("expression of 2001 levels is higher than the limit of 1000");
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parse("1" + "+1".repeat(200_000)))
        .withMessageContaining("more than 20000 operators in a row");
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parse("a" + "[1m:]".repeat(100_000)))
        .withMessageContaining("more than 1000 modifiers in a row");
  }

  @Test
  void parse_addsUpTheHeightOfChainsInsideChains() {
    String chain = "+a".repeat(300);
    String nested = "(".repeat(4) + "a" + (chain + ")").repeat(4);

    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parse(nested))
        .withMessageContaining("higher than the limit of 1000");
  }

  @Test
  void parse_refusesLongQueriesAndLongRegularExpressions() {
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parse(" ".repeat((1 << 20) + 1)))
        .withMessageContaining("query of 1048577 bytes is longer than the limit of 1048576");
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parse("{a=~\"" + "x".repeat(40_000) + "\"}"))
        .withMessageContaining(
            "regular expression of 40000 characters for label \"a\" is longer than the limit of"
                + " 32768");
  }

  @Test
  void parseSelector_givesItsMatchers() {
    assertThat(stable.parseSelector("up{job=~\"a|b\"}"))
        .containsExactly(
            Matcher.of(Matcher.Type.REGEX, "job", "a|b"), Matcher.equal("__name__", "up"));
    assertThat(stable.parseSelector("{}")).isEmpty();
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parseSelector("up offset 5m"));
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> stable.parseSelector("up{job=~\"(\"}"));
  }

  @Test
  void selectors_areFoundEverywhereInAnExpression() {
    Expr expr = everything.parse("sum(rate(a[5m])) / on() max_over_time((b + c)[1h:]) or d");

    assertThat(expr.selectors())
        .extracting(Expr.VectorSelector::name)
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void type_followsOperandsAndFunctions() {
    assertThat(stable.parse("1 + 2").type()).isEqualTo(ValueType.SCALAR);
    assertThat(stable.parse("1 + 2 * a").type()).isEqualTo(ValueType.VECTOR);
    assertThat(stable.parse("-(time())").type()).isEqualTo(ValueType.SCALAR);
    assertThat(stable.parse("a[5m]").type()).isEqualTo(ValueType.MATRIX);
    assertThat(stable.parse("\"a\"").type()).isEqualTo(ValueType.STRING);
  }

  @Test
  void unwrapped_takesParenthesesAway() {
    assertThat(stable.parse("((a))").unwrapped().text()).isEqualTo("a");
  }

  @Test
  void functions_knowHowManyArgumentsTheyTake() {
    assertThat(Function.ROUND.minArguments()).isEqualTo(1);
    assertThat(Function.ROUND.maxArguments()).isEqualTo(2);
    assertThat(Function.LABEL_JOIN.maxArguments()).isEqualTo(Integer.MAX_VALUE);
    assertThat(Function.HISTOGRAM_QUANTILES.minArguments()).isEqualTo(3);
    assertThat(Function.HISTOGRAM_QUANTILES.maxArguments()).isEqualTo(12);
    assertThat(Function.TIME.maxArguments()).isZero();
    assertThat(Function.TIME.returnType()).isEqualTo(ValueType.SCALAR);
    assertThat(Function.named("rate")).isEqualTo(Function.RATE);
    assertThat(Function.named("RATE")).isNull();
  }
}
