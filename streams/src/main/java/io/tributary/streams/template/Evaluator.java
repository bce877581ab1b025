package io.tributary.streams.template;

import io.tributary.streams.template.Node.Command;
import io.tributary.streams.template.Node.Operand;
import io.tributary.streams.template.Node.Pipeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates pipelines as Go's {@code text/template} does. {@code last} is the result of the command
 * before, to be the last argument; null for the first command.
 */
final class Evaluator {
  private final Run run;

  Evaluator(Run run) {
    this.run = run;
  }

  /** The value of the pipeline, which its variables have as well afterwards. */
  Value pipeline(Pipeline pipeline, Scope scope, Value dot) {
    run.at(pipeline);
    Value value = null;
    for (Command command : pipeline.commands()) {
      value = command(command, scope, dot, value);
    }
    Value result = value == null ? Value.Missing.VALUE : value;
    for (String variable : pipeline.variables()) {
      if (!pipeline.assigns()) {
        scope.declare(variable, result);
      } else if (!scope.assign(variable, result)) {
        throw run.error("undefined variable: " + variable);
      }
    }
    return result;
  }

  private Value command(Command command, Scope scope, Value dot, @Nullable Value last) {
    List<Operand> words = command.words();
    Operand first = words.getFirst();
    return switch (first) {
      case Node.Field field -> {
        run.at(field);
        yield fields(dot, field.names(), field, words, scope, dot, last);
      }
      case Node.Chain chain -> chain(chain, words, scope, dot, last);
      case Node.Variable variable -> variable(variable, words, scope, dot, last);
      case Node.Identifier identifier -> {
        run.at(identifier);
        yield call(Functions.get(identifier.name()), command, words, scope, dot, last);
      }
      case Pipeline inner -> {
        refuseArguments(words, last);
        yield pipeline(inner, scope, dot);
      }
      case Node.Bool _, Node.Dot _, Node.Nil _, Node.Constant _, Node.Quoted _ -> {
        run.at(first);
        refuseArguments(words, last);
        if (first instanceof Node.Nil) {
          throw run.error("nil is not a command");
        }
        yield literal(first, dot);
      }
    };
  }

  private void refuseArguments(List<Operand> words, @Nullable Value last) {
    if (words.size() > 1 || last != null) {
      throw run.error("can't give argument to non-function " + words.getFirst());
    }
  }

  private Value literal(Operand word, Value dot) {
    return switch (word) {
      case Node.Bool(boolean value, int _) -> new Value.Bool(value);
      case Node.Quoted(String text, String _, int _) -> new Value.Text(text);
      case Node.Constant(NumberLiteral number, int _) -> constant(number);
      case Node.Dot _ -> dot;
      default -> throw run.error("can't evaluate command " + GoQuote.quote(word.toString()));
    };
  }

  private Value constant(NumberLiteral number) {
    if (number.isFloat()) {
      return new Value.Num(number.value());
    }
    Long integer = number.integer();
    if (integer == null) {
      throw run.error(number.text() + " overflows int");
    }
    return new Value.Int(integer);
  }

  private Value chain(
      Node.Chain chain, List<Operand> words, Scope scope, Value dot, @Nullable Value last) {
    run.at(chain);
    if (chain.of() instanceof Node.Nil) {
      throw run.error("indirection through explicit nil in " + chain);
    }
    Value of = argument(ArgType.ANY, chain.of(), scope, dot);
    return fields(of, chain.names(), chain, words, scope, dot, last);
  }

  private Value variable(
      Node.Variable variable, List<Operand> words, Scope scope, Value dot, @Nullable Value last) {
    run.at(variable);
    Value value = scope.get(variable.name());
    if (value == null) {
      throw run.error("undefined variable: " + variable.name());
    }
    if (variable.fields().isEmpty()) {
      refuseArguments(words, last);
      return value;
    }
    return fields(value, variable.fields(), variable, words, scope, dot, last);
  }

  /** Follows the names; only the last may be a method with arguments. */
  private Value fields(
      Value from,
      List<String> names,
      Operand node,
      List<Operand> words,
      Scope scope,
      Value dot,
      @Nullable Value last) {
    Value receiver = from;
    for (String name : names.subList(0, names.size() - 1)) {
      receiver = field(receiver, name, node, List.of(node), scope, dot, null);
    }
    return field(receiver, names.getLast(), node, words, scope, dot, last);
  }

  private Value field(
      Value receiver,
      String name,
      Operand node,
      List<Operand> words,
      Scope scope,
      Value dot,
      @Nullable Value last) {
    if (receiver instanceof Value.Missing) {
      return receiver;
    }
    Function method = Methods.find(receiver, name);
    if (method != null) {
      return call(method, node, words, scope, dot, last);
    }
    Value value = Methods.field(receiver, name);
    if (value == null) {
      throw run.error("can't evaluate field %s in type %s".formatted(name, receiver.goType()));
    }
    if (words.size() > 1 || last != null) {
      throw run.error(
          receiver instanceof Value.Dict
              ? name + " is not a method but has arguments"
              : name + " has arguments but cannot be invoked as function");
    }
    return value;
  }

  /** Calls the function with the words after the first, and the result before as last argument. */
  private Value call(
      Function function,
      Node node,
      List<Operand> words,
      Scope scope,
      Value dot,
      @Nullable Value last) {
    int given = words.size() - 1 + (last == null ? 0 : 1);
    if (function.variadic() ? given < function.required() : given != function.required()) {
      throw run.error(
          "wrong number of args for %s: want %s%d got %d"
              .formatted(
                  function.name(),
                  function.variadic() ? "at least " : "",
                  function.required(),
                  given));
    }
    boolean and = function.name().equals("and");
    boolean lazy = and || function.name().equals("or");
    List<Value> arguments = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      Value argument = argument(function.type(i - 1), words.get(i), scope, dot);
      if (lazy && argument.truth() != and) {
        return argument;
      }
      arguments.add(argument);
    }
    if (last != null) {
      arguments.add(checked(last, function.type(words.size() - 1)));
    }
    try {
      Value result = function.body().call(arguments, run.expansion());
      if (result instanceof Value.Text(String text) && text.length() > Run.MAX_OUTPUT) {
        throw new FunctionException("result is longer than " + Run.MAX_OUTPUT + " characters");
      }
      return result;
    } catch (FunctionException e) {
      run.at(node);
      throw run.error("error calling " + function.name() + ": " + e.getMessage());
    }
  }

  private Value argument(ArgType type, Operand word, Scope scope, Value dot) {
    run.at(word);
    List<Operand> alone = List.of(word);
    return switch (word) {
      case Node.Dot _ -> checked(dot, type);
      case Node.Field field ->
          checked(fields(dot, field.names(), field, alone, scope, dot, null), type);
      case Node.Variable variable -> checked(variable(variable, alone, scope, dot, null), type);
      case Node.Chain chain -> checked(chain(chain, alone, scope, dot, null), type);
      case Pipeline inner -> checked(pipeline(inner, scope, dot), type);
      case Node.Identifier identifier ->
          checked(
              call(Functions.get(identifier.name()), identifier, alone, scope, dot, null), type);
      case Node.Nil _ -> {
        if (type == ArgType.ANY) {
          yield Value.Missing.VALUE;
        }
        if (type == ArgType.QUERY_RESULT) {
          yield new Value.Listing(List.of(), Value.Listing.QUERY_RESULT);
        }
        throw run.error("cannot assign nil to " + type);
      }
      case Node.Bool _, Node.Constant _, Node.Quoted _ -> typed(type, word, dot);
    };
  }

  /** A literal where the type of the argument decides what it may be. */
  private Value typed(ArgType type, Operand word, Value dot) {
    return switch (type) {
      case ANY -> literal(word, dot);
      case STRING -> {
        if (!(word instanceof Node.Quoted)) {
          throw run.error("expected string; found " + word);
        }
        yield literal(word, dot);
      }
      case INT, DURATION -> {
        if (!(word instanceof Node.Constant(NumberLiteral number, int _))
            || number.integer() == null) {
          throw run.error("expected integer; found " + word);
        }
        yield type == ArgType.INT
            ? new Value.Int(number.integer())
            : new Value.Span(number.integer());
      }
      case SAMPLE, QUERY_RESULT, TIME ->
          throw run.error("can't handle %s for arg of type %s".formatted(word, type));
    };
  }

  private Value checked(Value value, ArgType type) {
    if (type.takes(value)) {
      return value;
    }
    if (value instanceof Value.Missing) {
      throw run.error("invalid value; expected " + type);
    }
    throw run.error("wrong type for value; expected %s; got %s".formatted(type, value.goType()));
  }
}
