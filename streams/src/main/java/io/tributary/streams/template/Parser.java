package io.tributary.streams.template;

import io.tributary.streams.template.Node.Block;
import io.tributary.streams.template.Node.Pipeline;
import io.tributary.streams.template.Node.Statement;
import io.tributary.streams.template.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses a template and those it defines, as Go's {@code text/template/parse} does. */
final class Parser {
  private static final int MAX_NESTED_BLOCKS = 100;

  private final TokenCursor tokens;

  /** All templates of the text by name; shared with the parsers of the definitions inside. */
  private final Map<String, Block> trees;

  private final List<String> variables = new ArrayList<>(List.of("$"));
  private final PipelineParser pipelines;
  private int depth;
  private int ranges;

  private Parser(TokenCursor tokens, Map<String, Block> trees, int depth) {
    this.tokens = tokens;
    this.trees = trees;
    this.pipelines = new PipelineParser(tokens, variables);
    this.depth = depth;
  }

  /** The trees by template name; that of the text itself is under {@code name}. */
  static Map<String, Block> parse(String name, String text) {
    TokenCursor tokens = new TokenCursor(name, Lexer.tokens(text));
    Parser parser = new Parser(tokens, new HashMap<>(), 0);
    Block root = parser.root();
    parser.add(name, root);
    return Map.copyOf(parser.trees);
  }

  private Block root() {
    List<Statement> statements = new ArrayList<>();
    while (!tokens.peek().is(Kind.EOF)) {
      int mark = tokens.mark();
      if (tokens.next().is(Kind.LEFT_DELIMITER) && tokens.nextNonSpace().is(Kind.DEFINE)) {
        new Parser(tokens, trees, 0).definition();
        continue;
      }
      tokens.back(mark);
      switch (textOrAction()) {
        case Found found -> statements.add(found.statement());
        case Stop stop -> throw tokens.error("unexpected " + stop);
      }
    }
    return new Block(statements, 0);
  }

  private void definition() {
    String context = "define clause";
    Token token = tokens.nextNonSpace();
    if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
      throw tokens.unexpected(token, context);
    }
    String name = pipelines.unquote(token);
    tokens.expect(Kind.RIGHT_DELIMITER, context);
    add(name, closed(context));
  }

  /** The statements up to {@code {{end}}}. */
  private Block closed(String context) {
    Body body = body();
    if (body.stop() != Stop.END) {
      throw tokens.error("unexpected " + body.stop() + " in " + context);
    }
    return body.block();
  }

  private void add(String name, Block tree) {
    Block known = trees.get(name);
    if (known == null || isEmpty(known)) {
      trees.put(name, tree);
    } else if (!isEmpty(tree)) {
      throw tokens.error("template: multiple definition of template " + GoQuote.quote(name));
    }
  }

  private static boolean isEmpty(Block tree) {
    return tree.statements().stream().allMatch(s -> s instanceof Node.Text t && t.text().isBlank());
  }

  /** What a place in the text may hold: a statement, or what ends the block it stands in. */
  private sealed interface Parsed permits Found, Stop {}

  private record Found(Statement statement) implements Parsed {}

  private enum Stop implements Parsed {
    END("{{end}}"),
    ELSE("{{else}}"),
    ELSE_IF("{{else}}"),
    ELSE_WITH("{{else}}");

    private final String text;

    Stop(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private record Body(Block block, Stop stop) {}

  private Body body() {
    if (++depth > MAX_NESTED_BLOCKS) {
      throw tokens.error("blocks nested deeper than " + MAX_NESTED_BLOCKS);
    }
    int offset = tokens.peekNonSpace().offset();
    List<Statement> statements = new ArrayList<>();
    while (!tokens.peekNonSpace().is(Kind.EOF)) {
      switch (textOrAction()) {
        case Found found -> statements.add(found.statement());
        case Stop stop -> {
          depth--;
          return new Body(new Block(statements, offset), stop);
        }
      }
    }
    throw tokens.error("unexpected EOF");
  }

  private Parsed textOrAction() {
    Token token = tokens.nextNonSpace();
    return switch (token.kind()) {
      case TEXT -> new Found(new Node.Text(token.text(), token.offset()));
      case LEFT_DELIMITER -> {
        tokens.beginAction(token.line());
        Parsed action = action();
        tokens.endAction();
        yield action;
      }
      default -> throw tokens.unexpected(token, "input");
    };
  }

  private Parsed action() {
    int mark = tokens.mark();
    Token token = tokens.nextNonSpace();
    return switch (token.kind()) {
      case END -> {
        tokens.expect(Kind.RIGHT_DELIMITER, "end");
        yield Stop.END;
      }
      case ELSE -> orElse();
      case IF -> new Found(control(Kind.IF));
      case WITH -> new Found(control(Kind.WITH));
      case RANGE -> new Found(control(Kind.RANGE));
      case BREAK, CONTINUE -> new Found(jump(token));
      case BLOCK -> new Found(block());
      case TEMPLATE -> new Found(invocation());
      default -> {
        tokens.back(mark);
        int offset = tokens.peek().offset();
        yield new Found(
            new Node.Action(pipelines.pipeline("command", Kind.RIGHT_DELIMITER), offset));
      }
    };
  }

  /** After {@code else}: an {@code if} or {@code with} behind it is left for the block's owner. */
  private Stop orElse() {
    return switch (tokens.peekNonSpace().kind()) {
      case IF -> Stop.ELSE_IF;
      case WITH -> Stop.ELSE_WITH;
      default -> {
        tokens.expect(Kind.RIGHT_DELIMITER, "else");
        yield Stop.ELSE;
      }
    };
  }

  private Statement control(Kind kind) {
    String context = kind == Kind.IF ? "if" : kind == Kind.WITH ? "with" : "range";
    int scope = variables.size();
    Pipeline pipeline = pipelines.pipeline(context, Kind.RIGHT_DELIMITER);
    ranges += kind == Kind.RANGE ? 1 : 0;
    Body then = body();
    ranges -= kind == Kind.RANGE ? 1 : 0;
    @Nullable Block otherwise =
        switch (then.stop()) {
          case END -> null;
          case ELSE -> lastBranch();
          case ELSE_IF -> chained(kind, Kind.IF);
          case ELSE_WITH -> chained(kind, Kind.WITH);
        };
    while (variables.size() > scope) {
      variables.removeLast();
    }
    int offset = pipeline.offset();
    return switch (kind) {
      case IF -> new Node.If(pipeline, then.block(), otherwise, offset);
      case WITH -> new Node.With(pipeline, then.block(), otherwise, offset);
      default -> new Node.Range(pipeline, then.block(), otherwise, offset);
    };
  }

  private Block lastBranch() {
    Body body = body();
    if (body.stop() != Stop.END) {
      throw tokens.error("expected end; found " + body.stop());
    }
    return body.block();
  }

  /**
   * {@code {{else if}}} of an if, {@code {{else with}}} of a with: one {@code {{end}}} ends both.
   */
  private Block chained(Kind owner, Kind keyword) {
    if (owner != keyword) {
      throw tokens.unexpected(tokens.peekNonSpace(), "else");
    }
    if (++depth > MAX_NESTED_BLOCKS) {
      throw tokens.error("more than " + MAX_NESTED_BLOCKS + " branches of one block");
    }
    Token token = tokens.nextNonSpace();
    Block otherwise = new Block(List.of(control(keyword)), token.offset());
    depth--;
    return otherwise;
  }

  private Statement jump(Token token) {
    String action = "{{" + token.text() + "}}";
    Token end = tokens.nextNonSpace();
    if (!end.is(Kind.RIGHT_DELIMITER)) {
      throw tokens.unexpected(end, action);
    }
    if (ranges == 0) {
      throw tokens.error(action + " outside {{range}}");
    }
    return token.is(Kind.BREAK)
        ? new Node.Break(token.offset())
        : new Node.Continue(token.offset());
  }

  /** {@code {{block "name" pipeline}} ... {{end}}}: a definition and its invocation in one. */
  private Statement block() {
    String context = "block clause";
    Token token = tokens.nextNonSpace();
    String name = templateName(token, context);
    Pipeline argument = pipelines.pipeline(context, Kind.RIGHT_DELIMITER);
    Parser inner = new Parser(tokens, trees, depth);
    inner.add(name, inner.closed(context));
    return new Node.Invocation(name, argument, token.offset());
  }

  private Statement invocation() {
    String context = "template clause";
    Token token = tokens.nextNonSpace();
    String name = templateName(token, context);
    int mark = tokens.mark();
    if (tokens.nextNonSpace().is(Kind.RIGHT_DELIMITER)) {
      return new Node.Invocation(name, null, token.offset());
    }
    tokens.back(mark);
    Pipeline argument = pipelines.pipeline(context, Kind.RIGHT_DELIMITER);
    return new Node.Invocation(name, argument, token.offset());
  }

  private String templateName(Token token, String context) {
    if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
      throw tokens.unexpected(token, context);
    }
    return pipelines.unquote(token);
  }
}
