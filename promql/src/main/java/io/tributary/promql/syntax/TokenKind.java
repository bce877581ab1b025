package io.tributary.promql.syntax;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of {@link Token}. */
enum TokenKind {
  END_OF_INPUT(Group.OTHER, "end of input"),
  /** The text is what is wrong. */
  ERROR(Group.OTHER, "error"),
  IDENTIFIER(Group.NAME, "identifier"),
  /** An identifier with a colon in it. */
  METRIC_IDENTIFIER(Group.NAME, "metric identifier"),
  STRING(Group.OTHER, "string"),
  NUMBER(Group.OTHER, "number"),
  DURATION(Group.OTHER, "duration"),

  LEFT_PAREN(Group.PUNCTUATION),
  RIGHT_PAREN(Group.PUNCTUATION),
  LEFT_BRACE(Group.PUNCTUATION),
  RIGHT_BRACE(Group.PUNCTUATION),
  LEFT_BRACKET(Group.PUNCTUATION),
  RIGHT_BRACKET(Group.PUNCTUATION),
  COMMA(Group.PUNCTUATION),
  COLON(Group.PUNCTUATION),
  EQUAL(Group.PUNCTUATION),

  PLUS(BinaryOp.ADD),
  MINUS(BinaryOp.SUBTRACT),
  TIMES(BinaryOp.MULTIPLY),
  SLASH(BinaryOp.DIVIDE),
  PERCENT(BinaryOp.MODULO),
  CARET(BinaryOp.POWER),
  EQUAL_EQUAL(BinaryOp.EQUAL),
  NOT_EQUAL(BinaryOp.NOT_EQUAL),
  LESS(BinaryOp.LESS),
  LESS_EQUAL(BinaryOp.LESS_OR_EQUAL),
  GREATER(BinaryOp.GREATER),
  GREATER_EQUAL(BinaryOp.GREATER_OR_EQUAL),
  TRIM_UPPER(BinaryOp.TRIM_UPPER),
  TRIM_LOWER(BinaryOp.TRIM_LOWER),
  AND(BinaryOp.AND),
  OR(BinaryOp.OR),
  UNLESS(BinaryOp.UNLESS),
  ATAN2(BinaryOp.ATAN2),
  REGEX(Group.OPERATOR),
  NOT_REGEX(Group.OPERATOR),
  AT(Group.OPERATOR),

  AGGREGATION(Group.AGGREGATION),

  BOOL(Group.KEYWORD),
  BY(Group.KEYWORD),
  FILL(Group.KEYWORD),
  FILL_LEFT(Group.KEYWORD),
  FILL_RIGHT(Group.KEYWORD),
  GROUP_LEFT(Group.KEYWORD),
  GROUP_RIGHT(Group.KEYWORD),
  IGNORING(Group.KEYWORD),
  OFFSET(Group.KEYWORD),
  ANCHORED(Group.KEYWORD),
  SMOOTHED(Group.KEYWORD),
  ON(Group.KEYWORD),
  WITHOUT(Group.KEYWORD),

  START(Group.WORD),
  END(Group.WORD),
  STEP(Group.WORD),
  RANGE(Group.WORD),
  MIN_OF(Group.WORD),
  MAX_OF(Group.WORD);

  /** How a token is shown in an error. */
  enum Group {
    NAME,
    OTHER,
    PUNCTUATION,
    OPERATOR,
    AGGREGATION,
    KEYWORD,
    WORD
  }

  private static final Map<String, TokenKind> WORDS = new HashMap<>();

  static {
    for (TokenKind kind : values()) {
      boolean word = kind.group == Group.KEYWORD || kind.group == Group.WORD;
      if (word || kind == AND || kind == OR || kind == UNLESS || kind == ATAN2) {
        WORDS.put(kind.name().toLowerCase(Locale.ROOT), kind);
      }
    }
    for (AggregateOp op : AggregateOp.values()) {
      WORDS.put(op.text(), AGGREGATION);
    }
    WORDS.put("inf", NUMBER);
    WORDS.put("nan", NUMBER);
  }

  final Group group;
  private final String description;
  private final @Nullable BinaryOp binaryOp;

  TokenKind(Group group) {
    this(group, "", null);
  }

  TokenKind(Group group, String description) {
    this(group, description, null);
  }

  TokenKind(BinaryOp binaryOp) {
    this(Group.OPERATOR, "", binaryOp);
  }

  TokenKind(Group group, String description, @Nullable BinaryOp binaryOp) {
    this.group = group;
    this.description = description;
    this.binaryOp = binaryOp;
  }

  /** The kind of a word, in any case; a name where it is no keyword. */
  static TokenKind ofWord(String word) {
    TokenKind kind = WORDS.get(word.toLowerCase(Locale.ROOT));
    if (kind != null) {
      return kind;
    }
    return word.indexOf(':') < 0 ? IDENTIFIER : METRIC_IDENTIFIER;
  }

  /** What stands before the token's text in an error; empty where the text says it all. */
  String description() {
    return description;
  }

  /** The operator that it is between two expressions, or null. */
  @Nullable BinaryOp binaryOp() {
    return binaryOp;
  }

  /** Whether a metric may be called so without quotes. */
  boolean isMetricName() {
    return switch (this) {
      case AND, OR, UNLESS, BY, OFFSET, ANCHORED, SMOOTHED, WITHOUT -> true;
      default -> group == Group.NAME || group == Group.AGGREGATION || group == Group.WORD;
    };
  }

  /** Whether a label may be called so in a list of labels, without quotes. */
  boolean isLabelName() {
    return switch (this) {
      case AND, OR, UNLESS, ATAN2 -> true;
      case WITHOUT -> false;
      default ->
          group == Group.NAME
              || group == Group.AGGREGATION
              || group == Group.WORD
              || group == Group.KEYWORD;
    };
  }

  /** Whether a function may be called so. */
  boolean isFunctionName() {
    return this == IDENTIFIER || group == Group.WORD;
  }
}
