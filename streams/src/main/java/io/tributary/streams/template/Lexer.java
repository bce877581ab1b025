package io.tributary.streams.template;

import io.tributary.streams.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts a template into tokens as Go's {@code text/template/parse} does. What cannot be cut becomes
 * an error token, the last one.
 */
final class Lexer {
  private static final String LEFT = "{{";
  private static final String RIGHT = "}}";

  /** A blank and the hyphen that says to trim: {@code "{{- "} and {@code " -}}"}. */
  private static final int TRIM_MARKER = 2;

  private static final Map<String, Kind> KEYWORDS =
      Map.ofEntries(
          Map.entry("block", Kind.BLOCK),
          Map.entry("break", Kind.BREAK),
          Map.entry("continue", Kind.CONTINUE),
          Map.entry("define", Kind.DEFINE),
          Map.entry("else", Kind.ELSE),
          Map.entry("end", Kind.END),
          Map.entry("if", Kind.IF),
          Map.entry("range", Kind.RANGE),
          Map.entry("nil", Kind.NIL),
          Map.entry("template", Kind.TEMPLATE),
          Map.entry("with", Kind.WITH),
          Map.entry("true", Kind.BOOL),
          Map.entry("false", Kind.BOOL));

  private final String input;
  private final List<Token> tokens = new ArrayList<>();
  private int start;
  private int at;
  private int line = 1;
  private int startLine = 1;
  private int parens;
  private boolean inAction;
  private boolean failed;

  private Lexer(String input) {
    this.input = input;
  }

  /** The tokens of the text; the last is {@code EOF} or {@code ERROR}. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (!failed) {
      int action = input.indexOf(LEFT, at);
      if (action < 0) {
        text(input.length(), input.length());
        emit(Kind.EOF);
        return;
      }
      int textEnd = action;
      if (trimsLeft(action + LEFT.length())) {
        while (textEnd > at && isSpace(input.charAt(textEnd - 1))) {
          textEnd--;
        }
      }
      text(textEnd, action);
      leftDelimiter();
      while (!failed && inAction) {
        insideAction();
      }
    }
  }

  private void text(int end, int next) {
    if (end > at) {
      at = end;
      emit(Kind.TEXT);
    }
    skipTo(next);
  }

  private void leftDelimiter() {
    int marker = trimsLeft(at + LEFT.length()) ? TRIM_MARKER : 0;
    if (input.startsWith("/*", at + LEFT.length() + marker)) {
      skipTo(at + LEFT.length() + marker);
      comment();
      return;
    }
    at += LEFT.length();
    emit(Kind.LEFT_DELIMITER);
    skipTo(at + marker);
    parens = 0;
    inAction = true;
  }

  private void comment() {
    int end = input.indexOf("*/", at + 2);
    if (end < 0) {
      fail("unclosed comment");
      return;
    }
    at = end + 2;
    int delimiter = rightDelimiter();
    if (delimiter < 0) {
      fail("comment ends before closing delimiter");
      return;
    }
    skipTo(at + delimiter);
    leaveAction(delimiter > RIGHT.length());
  }

  /** How long the closing delimiter here is, its trim marker included; -1 where there is none. */
  private int rightDelimiter() {
    if (input.startsWith(RIGHT, at)) {
      return RIGHT.length();
    }
    boolean trims =
        at + 1 < input.length()
            && isSpace(input.charAt(at))
            && input.charAt(at + 1) == '-'
            && input.startsWith(RIGHT, at + TRIM_MARKER);
    return trims ? TRIM_MARKER + RIGHT.length() : -1;
  }

  private void leaveAction(boolean trims) {
    int end = at;
    while (trims && end < input.length() && isSpace(input.charAt(end))) {
      end++;
    }
    skipTo(end);
    inAction = false;
  }

  private void insideAction() {
    int delimiter = rightDelimiter();
    if (delimiter >= 0) {
      if (parens > 0) {
        fail("unclosed left paren");
        return;
      }
      skipTo(at + delimiter - RIGHT.length());
      at += RIGHT.length();
      emit(Kind.RIGHT_DELIMITER);
      leaveAction(delimiter > RIGHT.length());
      return;
    }
    if (at == input.length()) {
      fail("unclosed action");
      return;
    }
    int c = input.codePointAt(at);
    at += Character.charCount(c);
    switch (c) {
      case ' ', '\t', '\r', '\n' -> space();
      case '=' -> emit(Kind.ASSIGN);
      case ':' -> declare();
      case '|' -> emit(Kind.PIPE);
      case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
      case '\'' -> quoted('\'', Kind.CHARACTER_CONSTANT, "unterminated character constant");
      case '`' -> rawQuoted();
      case '$' -> word(Kind.VARIABLE, Kind.VARIABLE);
      case '(' -> {
        emit(Kind.LEFT_PAREN);
        parens++;
      }
      case ')' -> closeParen();
      default -> other(c);
    }
  }

  private void other(int c) {
    boolean digitNext = at < input.length() && isDigit(input.charAt(at));
    if (c == '.' && !digitNext) {
      word(Kind.FIELD, Kind.DOT);
    } else if (c == '.' || c == '+' || c == '-' || isDigit(c)) {
      at--;
      number();
    } else if (isAlphanumeric(c)) {
      word(Kind.IDENTIFIER, Kind.IDENTIFIER);
    } else if (c < 0x80 && GoQuote.printable(c)) {
      emit(Kind.CHARACTER);
    } else {
      fail("unrecognized character in action: " + unicode(c));
    }
  }

  private void space() {
    while (at < input.length() && isSpace(input.charAt(at))) {
      at++;
    }
    // The last blank before "-}}" belongs to the delimiter.
    if (input.startsWith("-" + RIGHT, at)) {
      at--;
    }
    if (at > start) {
      emit(Kind.SPACE);
    }
  }

  private void declare() {
    if (!input.startsWith("=", at)) {
      fail("expected :=");
      return;
    }
    at++;
    emit(Kind.DECLARE);
  }

  private void closeParen() {
    if (--parens < 0) {
      fail("unexpected right paren");
      return;
    }
    emit(Kind.RIGHT_PAREN);
  }

  private void quoted(char mark, Kind kind, String unterminated) {
    while (at < input.length()) {
      char c = input.charAt(at++);
      if (c == mark) {
        emit(kind);
        return;
      }
      if (c == '\n' || (c == '\\' && (at == input.length() || input.charAt(at++) == '\n'))) {
        break;
      }
    }
    fail(unterminated);
  }

  private void rawQuoted() {
    int end = input.indexOf('`', at);
    if (end < 0) {
      fail("unterminated raw quoted string");
      return;
    }
    at = end + 1;
    emit(Kind.RAW_STRING);
  }

  /** A name, the first character of which is past; {@code bare} where nothing follows it. */
  private void word(Kind kind, Kind bare) {
    int nameStart = at;
    while (at < input.length() && isAlphanumeric(input.codePointAt(at))) {
      at += Character.charCount(input.codePointAt(at));
    }
    if (!atTerminator()) {
      fail("bad character " + unicode(input.codePointAt(at)));
      return;
    }
    if (kind == Kind.IDENTIFIER) {
      emit(KEYWORDS.getOrDefault(input.substring(start, at), kind));
    } else {
      emit(at == nameStart ? bare : kind);
    }
  }

  private boolean atTerminator() {
    return at == input.length()
        || isSpace(input.charAt(at))
        || ".,|:)(".indexOf(input.charAt(at)) >= 0
        || input.startsWith(RIGHT, at);
  }

  private void number() {
    int end = NumberScan.end(input, at);
    if (end < 0) {
      at = -end;
      fail("bad number syntax: " + GoQuote.quote(input.substring(start, at)));
      return;
    }
    at = end;
    emit(Kind.NUMBER);
  }

  private boolean trimsLeft(int from) {
    return from + 1 < input.length()
        && input.charAt(from) == '-'
        && isSpace(input.charAt(from + 1));
  }

  private void emit(Kind kind) {
    tokens.add(new Token(kind, input.substring(start, at), start, startLine));
    skipTo(at);
  }

  private void fail(String reason) {
    tokens.add(new Token(Kind.ERROR, reason, start, startLine));
    failed = true;
  }

  private void skipTo(int next) {
    for (int i = start; i < next; i++) {
      if (input.charAt(i) == '\n') {
        line++;
      }
    }
    start = next;
    at = next;
    startLine = line;
  }

  private static String unicode(int c) {
    String code = "U+%04X".formatted(c);
    return GoQuote.printable(c) ? code + " '" + Character.toString(c) + "'" : code;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlphanumeric(int c) {
    return c == '_'
        || Character.isLetter(c)
        || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }
}
