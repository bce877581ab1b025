package io.tributary.streams.template;

import java.util.List;
import java.util.Map;

/** Prints values as Go's {@code fmt.Print} does, that is with {@code %v}. */
final class GoPrinter {
  private GoPrinter() {}

  /** What an action writes for its result. */
  static String action(Value value) {
    return value instanceof Value.Missing ? "<no value>" : plain(value);
  }

  /** As {@code fmt.Sprint}: a blank between two values of which neither is text. */
  static String sprint(List<Value> values) {
    StringBuilder out = new StringBuilder();
    boolean afterText = true;
    for (Value value : values) {
      boolean text = isText(value);
      if (!text && !afterText) {
        out.append(' ');
      }
      out.append(plain(value));
      afterText = text;
    }
    return out.toString();
  }

  /** As {@code fmt.Sprintln}: a blank between all values, and a line's end. */
  static String sprintln(List<Value> values) {
    StringBuilder out = new StringBuilder();
    for (Value value : values) {
      out.append(out.isEmpty() ? "" : " ").append(plain(value));
    }
    return out.append('\n').toString();
  }

  static boolean isText(Value value) {
    return value instanceof Value.Text || value instanceof Value.Html;
  }

  static String plain(Value value) {
    return switch (value) {
      case Value.Missing _ -> "<nil>";
      case Value.Text t -> t.text();
      case Value.Html h -> h.text();
      case Value.Bool b -> Boolean.toString(b.value());
      case Value.Int i -> Long.toString(i.value());
      case Value.Num n -> GoFloat.plain(n.value());
      case Value.Moment m -> GoTime.print(m.instant());
      case Value.Span s -> GoDuration.print(s.nanos());
      case Value.Named n -> n.name();
      case Value.Dict d -> dict(d);
      case Value.Listing l -> listing(l);
      case Value.Sample s -> "{" + dict(s.labels()) + " " + plain(s.value()) + "}";
      case Value.Histogram h -> h.histogram().toString();
      case Value.Alert a ->
          "{%s %s %s %s}"
              .formatted(
                  dict(a.labels()),
                  dict(a.externalLabels()),
                  a.externalUrl().text(),
                  plain(a.value()));
    };
  }

  private static String dict(Value.Dict dict) {
    StringBuilder out = new StringBuilder("map[");
    String separator = "";
    for (Map.Entry<String, Value> entry : dict.entries().entrySet()) {
      out.append(separator).append(entry.getKey()).append(':').append(plain(entry.getValue()));
      separator = " ";
    }
    return out.append(']').toString();
  }

  private static String listing(Value.Listing listing) {
    StringBuilder out = new StringBuilder("[");
    String separator = "";
    for (Value item : listing.items()) {
      out.append(separator).append(plain(item));
      separator = " ";
    }
    return out.append(']').toString();
  }
}
