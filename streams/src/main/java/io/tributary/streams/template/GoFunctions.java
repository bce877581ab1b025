package io.tributary.streams.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The functions that Go's templates bring along, but for the comparing ones. */
final class GoFunctions {
  static final List<Function> ALL =
      List.of(
          // The evaluator stops at the first argument that decides these two.
          Function.variadic("and", (a, _) -> a.getLast(), ArgType.ANY, ArgType.ANY),
          Function.variadic("or", (a, _) -> a.getLast(), ArgType.ANY, ArgType.ANY),
          Function.of("not", (a, _) -> new Value.Bool(!a.getFirst().truth()), ArgType.ANY),
          Function.of("len", (a, _) -> len(a.getFirst()), ArgType.ANY),
          Function.variadic("index", (a, _) -> index(a), ArgType.ANY, ArgType.ANY),
          Function.variadic("slice", (a, _) -> slice(a), ArgType.ANY, ArgType.ANY),
          Function.variadic("print", (a, _) -> new Value.Text(GoPrinter.sprint(a)), ArgType.ANY),
          Function.variadic(
              "println", (a, _) -> new Value.Text(GoPrinter.sprintln(a)), ArgType.ANY),
          Function.variadic("printf", (a, _) -> printf(a), ArgType.STRING, ArgType.ANY),
          Function.variadic("html", (a, _) -> new Value.Text(Escaping.html(text(a))), ArgType.ANY),
          Function.variadic("js", (a, _) -> new Value.Text(Escaping.js(text(a))), ArgType.ANY),
          Function.variadic(
              "urlquery", (a, _) -> new Value.Text(Escaping.urlQuery(text(a))), ArgType.ANY),
          Function.variadic("call", (a, _) -> call(a), ArgType.ANY, ArgType.ANY));

  private GoFunctions() {}

  private static Value printf(List<Value> arguments) throws FunctionException {
    String format = GoPrinter.plain(arguments.getFirst());
    List<Value> values = arguments.subList(1, arguments.size());
    return new Value.Text(Formatting.sprintf(format, values, Run.MAX_OUTPUT));
  }

  private static String text(List<Value> arguments) {
    if (arguments.size() == 1) {
      return GoPrinter.action(arguments.getFirst());
    }
    return GoPrinter.sprint(
        arguments.stream()
            .map(a -> a instanceof Value.Missing ? new Value.Text("<no value>") : a)
            .toList());
  }

  private static Value len(Value value) throws FunctionException {
    return switch (value) {
      case Value.Text(String text) -> new Value.Int(utf8(text).length);
      case Value.Html(String text) -> new Value.Int(utf8(text).length);
      case Value.Dict dict -> new Value.Int(dict.entries().size());
      case Value.Listing listing -> new Value.Int(listing.items().size());
      case Value.Missing _ -> throw new FunctionException("len of nil pointer");
      default -> throw new FunctionException("len of type " + value.goType());
    };
  }

  private static Value index(List<Value> arguments) throws FunctionException {
    Value value = arguments.getFirst();
    for (Value index : arguments.subList(1, arguments.size())) {
      value =
          switch (value) {
            case Value.Dict dict when index instanceof Value.Text(String key) -> dict.get(key);
            case Value.Dict dict ->
                throw new FunctionException(
                    "value has type %s; should be string".formatted(index.goType()));
            case Value.Listing listing ->
                listing.items().get(position(index, listing.items().size() - 1));
            case Value.Text(String text) -> {
              byte[] bytes = utf8(text);
              yield new Value.Int(bytes[position(index, bytes.length - 1)] & 0xff);
            }
            case Value.Missing _ -> throw new FunctionException("index of untyped nil");
            default -> throw new FunctionException("can't index item of type " + value.goType());
          };
    }
    return value;
  }

  private static int position(Value index, int max) throws FunctionException {
    if (!(index instanceof Value.Int(long position))) {
      throw new FunctionException("cannot index slice/array with type " + index.goType());
    }
    if (position < 0 || position > max) {
      throw new FunctionException("index out of range: " + position);
    }
    return (int) position;
  }

  private static Value slice(List<Value> arguments) throws FunctionException {
    Value value = arguments.getFirst();
    List<Value> indexes = arguments.subList(1, arguments.size());
    return switch (value) {
      case Value.Text(String text) when indexes.size() <= 2 -> {
        byte[] bytes = utf8(text);
        int[] bounds = bounds(indexes, bytes.length);
        yield new Value.Text(new String(bytes, bounds[0], bounds[1] - bounds[0], UTF_8));
      }
      case Value.Listing listing when indexes.size() <= 2 -> {
        int[] bounds = bounds(indexes, listing.items().size());
        yield new Value.Listing(listing.items().subList(bounds[0], bounds[1]), listing.goType());
      }
      case Value.Text _ -> throw new FunctionException("cannot 3-index slice a string");
      case Value.Listing _ ->
          throw new FunctionException("too many slice indexes: " + indexes.size());
      case Value.Missing _ -> throw new FunctionException("slice of untyped nil");
      default -> throw new FunctionException("can't slice item of type " + value.goType());
    };
  }

  private static int[] bounds(List<Value> indexes, int length) throws FunctionException {
    int from = indexes.isEmpty() ? 0 : position(indexes.get(0), length);
    int to = indexes.size() < 2 ? length : position(indexes.get(1), length);
    if (from > to) {
      throw new FunctionException("invalid slice index: %d > %d".formatted(from, to));
    }
    return new int[] {from, to};
  }

  /** There are no functions among the values, so there is nothing that could be called. */
  private static Value call(List<Value> arguments) throws FunctionException {
    Value first = arguments.getFirst();
    if (first instanceof Value.Missing) {
      throw new FunctionException("call of nil");
    }
    throw new FunctionException("non-function of type " + first.goType());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
