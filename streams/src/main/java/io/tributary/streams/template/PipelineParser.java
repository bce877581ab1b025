package io.tributary.streams.template;

import io.tributary.streams.template.Node.Command;
import io.tributary.streams.template.Node.Operand;
import io.tributary.streams.template.Node.Pipeline;
import io.tributary.streams.template.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what stands inside an action: {@code $x := .A | f "b" (g 1).C}. */
final class PipelineParser {
  private static final int MAX_NESTED_PARENS = 100;

  private final TokenCursor tokens;

  /** The variables declared so far, innermost last. */
  private final List<String> variables;

  private int parens;

  PipelineParser(TokenCursor tokens, List<String> variables) {
    this.tokens = tokens;
    this.variables = variables;
  }

  /** A pipeline up to and with the token that ends it. */
  Pipeline pipeline(String context, Kind end) {
    int offset = tokens.peekNonSpace().offset();
    List<String> declared = new ArrayList<>();
    boolean assigns = declarations(context, declared);
    List<Command> commands = new ArrayList<>();
    while (true) {
      int mark = tokens.mark();
      Token token = tokens.nextNonSpace();
      if (token.is(end)) {
        check(commands, context);
        return new Pipeline(declared, assigns, commands, offset);
      }
      if (!beginsOperand(token.kind())) {
        throw tokens.unexpected(token, context);
      }
      tokens.back(mark);
      commands.add(command());
    }
  }

  private static boolean beginsOperand(Kind kind) {
    return switch (kind) {
      case BOOL,
          CHARACTER_CONSTANT,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          LEFT_PAREN ->
          true;
      default -> false;
    };
  }

  /** Reads {@code $x :=}, {@code $x =} and {@code $i, $x :=}; whether it is the second of them. */
  private boolean declarations(String context, List<String> declared) {
    while (tokens.peekNonSpace().is(Kind.VARIABLE)) {
      int mark = tokens.mark();
      Token variable = tokens.next();
      Token next = tokens.peekNonSpace();
      if (next.is(Kind.ASSIGN) || next.is(Kind.DECLARE)) {
        tokens.nextNonSpace();
        declare(variable.text(), declared);
        return next.is(Kind.ASSIGN);
      }
      if (!next.is(Kind.CHARACTER) || !next.text().equals(",")) {
        tokens.back(mark);
        return false;
      }
      tokens.nextNonSpace();
      declare(variable.text(), declared);
      if (!context.equals("range") || declared.size() == 2) {
        throw tokens.error("too many declarations in " + context);
      }
      Kind following = tokens.peekNonSpace().kind();
      if (following != Kind.VARIABLE
          && following != Kind.RIGHT_DELIMITER
          && following != Kind.RIGHT_PAREN) {
        throw tokens.error("range can only initialize variables");
      }
    }
    return false;
  }

  private void declare(String variable, List<String> declared) {
    declared.add(variable);
    variables.add(variable);
  }

  private void check(List<Command> commands, String context) {
    if (commands.isEmpty()) {
      throw tokens.error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      switch (commands.get(i).words().getFirst()) {
        case Node.Bool _, Node.Dot _, Node.Nil _, Node.Constant _, Node.Quoted _ ->
            throw tokens.error("non executable command in pipeline stage " + (i + 1));
        case Pipeline _, Node.Field _, Node.Variable _, Node.Chain _, Node.Identifier _ -> {}
      }
    }
  }

  private Command command() {
    int offset = tokens.peekNonSpace().offset();
    List<Operand> words = new ArrayList<>();
    while (true) {
      tokens.peekNonSpace();
      Operand word = operand();
      if (word != null) {
        words.add(word);
      }
      int mark = tokens.mark();
      Token token = tokens.next();
      if (token.is(Kind.SPACE)) {
        continue;
      }
      if (token.is(Kind.RIGHT_DELIMITER) || token.is(Kind.RIGHT_PAREN)) {
        tokens.back(mark);
      } else if (!token.is(Kind.PIPE)) {
        throw tokens.unexpected(token, "operand");
      }
      break;
    }
    if (words.isEmpty()) {
      throw tokens.error("empty command");
    }
    return new Command(words, offset);
  }

  /** A term and the fields asked of it, or null where none begins here. */
  private @Nullable Operand operand() {
    Operand term = term();
    if (term == null || !tokens.peek().is(Kind.FIELD)) {
      return term;
    }
    int offset = tokens.peek().offset();
    List<String> names = new ArrayList<>();
    while (tokens.peek().is(Kind.FIELD)) {
      names.add(tokens.next().text().substring(1));
    }
    return switch (term) {
      case Node.Field field -> new Node.Field(joined(field.names(), names), offset);
      case Node.Variable variable ->
          new Node.Variable(variable.name(), joined(variable.fields(), names), offset);
      case Node.Bool _, Node.Quoted _, Node.Constant _, Node.Nil _, Node.Dot _ ->
          throw tokens.error("unexpected . after term " + GoQuote.quote(term.toString()));
      case Pipeline _, Node.Chain _, Node.Identifier _ -> new Node.Chain(term, names, offset);
    };
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private @Nullable Operand term() {
    int mark = tokens.mark();
    Token token = tokens.nextNonSpace();
    int offset = token.offset();
    return switch (token.kind()) {
      case IDENTIFIER -> {
        if (!Functions.exists(token.text())) {
          throw tokens.error("function " + GoQuote.quote(token.text()) + " not defined");
        }
        yield new Node.Identifier(token.text(), offset);
      }
      case DOT -> new Node.Dot(offset);
      case NIL -> new Node.Nil(offset);
      case VARIABLE -> {
        if (!variables.contains(token.text())) {
          throw tokens.error("undefined variable " + GoQuote.quote(token.text()));
        }
        yield new Node.Variable(token.text(), List.of(), offset);
      }
      case FIELD -> new Node.Field(Arrays.asList(token.text().substring(1)), offset);
      case BOOL -> new Node.Bool(token.text().equals("true"), offset);
      case CHARACTER_CONSTANT, NUMBER -> number(token);
      case LEFT_PAREN -> parenthesized();
      case STRING, RAW_STRING -> new Node.Quoted(unquote(token), token.text(), offset);
      case ERROR -> throw tokens.unexpected(token, "operand");
      default -> {
        tokens.back(mark);
        yield null;
      }
    };
  }

  private Pipeline parenthesized() {
    if (++parens > MAX_NESTED_PARENS) {
      throw tokens.error("parentheses nested deeper than " + MAX_NESTED_PARENS);
    }
    Pipeline inner = pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
    parens--;
    return inner;
  }

  private Operand number(Token token) {
    try {
      return new Node.Constant(NumberLiteral.parse(token.text()), token.offset());
    } catch (IllegalArgumentException e) {
      throw tokens.error(String.valueOf(e.getMessage()));
    }
  }

  String unquote(Token token) {
    try {
      return GoQuote.unquote(token.text());
    } catch (IllegalArgumentException e) {
      throw tokens.error(String.valueOf(e.getMessage()));
    }
  }
}
