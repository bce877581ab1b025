package io.tributary.streams.template;

import io.tributary.streams.template.Node.Block;
import io.tributary.streams.template.Node.Command;
import io.tributary.streams.template.Node.Operand;
import io.tributary.streams.template.Node.Pipeline;
import io.tributary.streams.template.Node.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a template will ask with {@code query}, without expanding it. */
final class QueryFinder {
  private final Set<String> exact = new HashSet<>();
  private final Set<String> patterns = new HashSet<>();
  private boolean others;

  private QueryFinder() {}

  static TemplateQueries find(Template template) {
    QueryFinder finder = new QueryFinder();
    template.blocks().forEach(finder::block);
    return new TemplateQueries(finder.exact, finder.patterns, finder.others);
  }

  private void block(@Nullable Block block) {
    if (block != null) {
      block.statements().forEach(this::statement);
    }
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Node.Text _, Node.Break _, Node.Continue _ -> {}
      case Node.Action action -> pipeline(action.pipeline());
      case Node.If branch -> branches(branch.condition(), branch.then(), branch.otherwise());
      case Node.With branch -> branches(branch.value(), branch.then(), branch.otherwise());
      case Node.Range range -> branches(range.over(), range.each(), range.otherwise());
      case Node.Invocation invocation -> {
        if (invocation.argument() != null) {
          pipeline(invocation.argument());
        }
      }
    }
  }

  private void branches(Pipeline pipeline, Block then, @Nullable Block otherwise) {
    pipeline(pipeline);
    block(then);
    block(otherwise);
  }

  /** Notes the queries in the pipeline; what is known of its result, or null. */
  private @Nullable String pipeline(Pipeline pipeline) {
    String known = null;
    boolean first = true;
    for (Command command : pipeline.commands()) {
      known = command(command, first, known);
      first = false;
    }
    return known;
  }

  private @Nullable String command(Command command, boolean first, @Nullable String piped) {
    List<@Nullable String> words = new ArrayList<>();
    for (Operand word : command.words()) {
      words.add(word(word));
    }
    if (!first) {
      words.add(piped);
    }
    if (!(command.words().getFirst() instanceof Node.Identifier function)) {
      return words.size() == 1 ? words.getFirst() : null;
    }
    List<@Nullable String> arguments = words.subList(1, words.size());
    return switch (function.name()) {
      case "query" -> {
        note(arguments.isEmpty() ? null : arguments.getFirst());
        yield null;
      }
      case "printf" -> printf(arguments);
      case "print" -> String.join("", arguments.stream().map(QueryFinder::orUnknown).toList());
      default -> null;
    };
  }

  private @Nullable String word(Operand word) {
    return switch (word) {
      case Node.Quoted quoted -> quoted.text();
      case Node.Constant constant -> constant.number().text();
      case Pipeline inner -> pipeline(inner);
      case Node.Chain chain -> {
        word(chain.of());
        yield null;
      }
      case Node.Field _, Node.Variable _, Node.Identifier _, Node.Dot _, Node.Nil _, Node.Bool _ ->
          null;
    };
  }

  private static @Nullable String printf(List<@Nullable String> arguments) {
    String format = arguments.isEmpty() ? null : arguments.getFirst();
    if (format == null) {
      return null;
    }
    List<Value> values = new ArrayList<>();
    for (String argument : arguments.subList(1, arguments.size())) {
      values.add(new Value.Text(orUnknown(argument)));
    }
    try {
      String text = Formatting.sprintf(format, values, Run.MAX_OUTPUT);
      // A verb of numbers would need the number.
      return text.contains("%!") ? null : text;
    } catch (FunctionException e) {
      return null;
    }
  }

  private static String orUnknown(@Nullable String known) {
    return known == null ? TemplateQueries.UNKNOWN : known;
  }

  private void note(@Nullable String query) {
    if (query == null) {
      others = true;
    } else if (query.contains(TemplateQueries.UNKNOWN)) {
      patterns.add(query);
    } else {
      exact.add(query);
    }
  }
}
