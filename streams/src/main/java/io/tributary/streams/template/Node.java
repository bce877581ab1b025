package io.tributary.streams.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a template. {@code offset} is where a node begins in the text, in characters, as Go
 * counts it; a node prints as Go prints it in its errors.
 */
sealed interface Node {
  int offset();

  /** What may stand in the text beside other such. */
  sealed interface Statement extends Node {}

  /** What a command may have as its first word or as an argument. */
  sealed interface Operand extends Node {}

  record Block(List<Statement> statements, int offset) implements Node {
    public Block {
      statements = List.copyOf(statements);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      statements.forEach(text::append);
      return text.toString();
    }
  }

  record Text(String text, int offset) implements Statement {
    @Override
    public String toString() {
      return text;
    }
  }

  record Action(Pipeline pipeline, int offset) implements Statement {
    @Override
    public String toString() {
      return "{{" + pipeline + "}}";
    }
  }

  record If(Pipeline condition, Block then, @Nullable Block otherwise, int offset)
      implements Statement {
    @Override
    public String toString() {
      return control("if", condition, then, otherwise);
    }
  }

  record With(Pipeline value, Block then, @Nullable Block otherwise, int offset)
      implements Statement {
    @Override
    public String toString() {
      return control("with", value, then, otherwise);
    }
  }

  record Range(Pipeline over, Block each, @Nullable Block otherwise, int offset)
      implements Statement {
    @Override
    public String toString() {
      return control("range", over, each, otherwise);
    }
  }

  record Break(int offset) implements Statement {
    @Override
    public String toString() {
      return "{{break}}";
    }
  }

  record Continue(int offset) implements Statement {
    @Override
    public String toString() {
      return "{{continue}}";
    }
  }

  /** {@code {{template "name" pipeline}}}. */
  record Invocation(String name, @Nullable Pipeline argument, int offset) implements Statement {
    @Override
    public String toString() {
      String of = argument == null ? "" : " " + argument;
      return "{{template " + GoQuote.quote(name) + of + "}}";
    }
  }

  /**
   * Commands, each given the result of the one before it as its last argument.
   *
   * @param variables that take the result, {@code $} included
   * @param assigns whether the variables exist already
   */
  record Pipeline(List<String> variables, boolean assigns, List<Command> commands, int offset)
      implements Operand {
    public Pipeline {
      variables = List.copyOf(variables);
      commands = List.copyOf(commands);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(String.join(", ", variables));
      if (!variables.isEmpty()) {
        text.append(assigns ? " = " : " := ");
      }
      for (int i = 0; i < commands.size(); i++) {
        text.append(i == 0 ? "" : " | ").append(commands.get(i));
      }
      return text.toString();
    }
  }

  record Command(List<Operand> words, int offset) implements Node {
    public Command {
      words = List.copyOf(words);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (Operand word : words) {
        text.append(text.isEmpty() ? "" : " ").append(inParens(word));
      }
      return text.toString();
    }
  }

  record Dot(int offset) implements Operand {
    @Override
    public String toString() {
      return ".";
    }
  }

  record Nil(int offset) implements Operand {
    @Override
    public String toString() {
      return "nil";
    }
  }

  record Bool(boolean value, int offset) implements Operand {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  record Constant(NumberLiteral number, int offset) implements Operand {
    @Override
    public String toString() {
      return number.text();
    }
  }

  /**
   * @param quoted as written
   */
  record Quoted(String text, String quoted, int offset) implements Operand {
    @Override
    public String toString() {
      return quoted;
    }
  }

  /** {@code .a.b}. */
  record Field(List<String> names, int offset) implements Operand {
    public Field {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return "." + String.join(".", names);
    }
  }

  /** {@code $x.a.b}. */
  record Variable(String name, List<String> fields, int offset) implements Operand {
    public Variable {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return fields.isEmpty() ? name : name + "." + String.join(".", fields);
    }
  }

  /** {@code (pipeline).a.b}. */
  record Chain(Operand of, List<String> names, int offset) implements Operand {
    public Chain {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return inParens(of) + "." + String.join(".", names);
    }
  }

  /** The name of a function. */
  record Identifier(String name, int offset) implements Operand {
    @Override
    public String toString() {
      return name;
    }
  }

  private static String inParens(Operand word) {
    return word instanceof Pipeline ? "(" + word + ")" : word.toString();
  }

  private static String control(
      String keyword, Pipeline pipeline, Block then, @Nullable Block otherwise) {
    String rest = otherwise == null ? "" : "{{else}}" + otherwise;
    return "{{" + keyword + " " + pipeline + "}}" + then + rest + "{{end}}";
  }
}
