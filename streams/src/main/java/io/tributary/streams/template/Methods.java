package io.tributary.streams.template;

import io.tributary.schemas.histogram.FloatHistogram;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields and methods of values that templates can ask for with a dot. */
final class Methods {
  private Methods() {}

  /** The field of a struct or the entry of a map, or null where the type has none of the name. */
  static @Nullable Value field(Value receiver, String name) {
    return switch (receiver) {
      case Value.Dict dict -> dict.get(name);
      case Value.Sample sample ->
          switch (name) {
            case "Labels" -> sample.labels();
            case "Value" -> sample.value();
            default -> null;
          };
      case Value.Alert alert ->
          switch (name) {
            case "Labels" -> alert.labels();
            case "ExternalLabels" -> alert.externalLabels();
            case "ExternalURL" -> alert.externalUrl();
            case "Value" -> alert.value();
            default -> null;
          };
      case Value.Histogram(FloatHistogram h) ->
          switch (name) {
            case "Count" -> new Value.Num(h.count());
            case "Sum" -> new Value.Num(h.sum());
            case "ZeroCount" -> new Value.Num(h.zeroCount());
            case "ZeroThreshold" -> new Value.Num(h.zeroThreshold());
            case "Schema" -> new Value.Int(h.schema());
            default -> null;
          };
      case Value.Missing _,
          Value.Text _,
          Value.Html _,
          Value.Bool _,
          Value.Int _,
          Value.Num _,
          Value.Moment _,
          Value.Span _,
          Value.Named _,
          Value.Listing _ ->
          null;
    };
  }

  /** The method of the name bound to the receiver, or null where its type has none. */
  static @Nullable Function find(Value receiver, String name) {
    return switch (receiver) {
      case Value.Moment(Instant instant) -> ofMoment(instant, name);
      case Value.Span(long nanos) -> ofSpan(nanos, name);
      case Value.Named _, Value.Histogram _ ->
          name.equals("String") ? getter(name, new Value.Text(GoPrinter.plain(receiver))) : null;
      case Value.Missing _,
          Value.Text _,
          Value.Html _,
          Value.Bool _,
          Value.Int _,
          Value.Num _,
          Value.Dict _,
          Value.Listing _,
          Value.Sample _,
          Value.Alert _ ->
          null;
    };
  }

  private static Function getter(String name, Value value) {
    return Function.of(name, (_, _) -> value);
  }

  private static @Nullable Function ofSpan(long nanos, String name) {
    double seconds = nanos / 1e9;
    return switch (name) {
      case "String" -> getter(name, new Value.Text(GoDuration.print(nanos)));
      case "Hours" -> getter(name, new Value.Num(seconds / 3600));
      case "Minutes" -> getter(name, new Value.Num(seconds / 60));
      case "Seconds" -> getter(name, new Value.Num(seconds));
      case "Milliseconds" -> getter(name, new Value.Int(nanos / 1_000_000));
      case "Microseconds" -> getter(name, new Value.Int(nanos / 1_000));
      case "Nanoseconds" -> getter(name, new Value.Int(nanos));
      case "Abs" -> getter(name, new Value.Span(Math.abs(nanos)));
      case "Truncate" ->
          Function.of(
              name,
              (arguments, _) -> {
                long unit = span(arguments);
                return new Value.Span(unit <= 0 ? nanos : nanos - nanos % unit);
              },
              ArgType.DURATION);
      default -> null;
    };
  }

  private static @Nullable Function ofMoment(Instant instant, String name) {
    OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
    return switch (name) {
      case "String" -> getter(name, new Value.Text(GoTime.print(instant)));
      case "UTC" -> getter(name, new Value.Moment(instant));
      case "Unix" -> getter(name, new Value.Int(instant.getEpochSecond()));
      case "UnixMilli" -> getter(name, new Value.Int(instant.toEpochMilli()));
      case "UnixMicro" -> getter(name, new Value.Int(instant.toEpochMilli() * 1_000));
      case "UnixNano" -> getter(name, new Value.Int(instant.toEpochMilli() * 1_000_000));
      case "Year" -> getter(name, new Value.Int(utc.getYear()));
      case "Day" -> getter(name, new Value.Int(utc.getDayOfMonth()));
      case "YearDay" -> getter(name, new Value.Int(utc.getDayOfYear()));
      case "Hour" -> getter(name, new Value.Int(utc.getHour()));
      case "Minute" -> getter(name, new Value.Int(utc.getMinute()));
      case "Second" -> getter(name, new Value.Int(utc.getSecond()));
      case "Nanosecond" -> getter(name, new Value.Int(utc.getNano()));
      case "Month" ->
          getter(
              name,
              new Value.Named(
                  utc.getMonthValue(),
                  utc.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                  "time.Month"));
      case "Weekday" ->
          getter(
              name,
              new Value.Named(
                  utc.getDayOfWeek().getValue() % 7,
                  utc.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                  "time.Weekday"));
      case "Format" ->
          Function.of(
              name,
              (arguments, _) ->
                  new Value.Text(GoTime.format(instant, GoPrinter.plain(arguments.getFirst()))),
              ArgType.STRING);
      case "Add" ->
          Function.of(
              name,
              (arguments, _) -> new Value.Moment(instant.plusNanos(span(arguments))),
              ArgType.DURATION);
      case "Sub" ->
          Function.of(
              name,
              (arguments, _) ->
                  new Value.Span(Duration.between(moment(arguments), instant).toNanos()),
              ArgType.TIME);
      case "Before" -> comparison(name, instant, -1);
      case "Equal" -> comparison(name, instant, 0);
      case "After" -> comparison(name, instant, 1);
      default -> null;
    };
  }

  private static Function comparison(String name, Instant instant, int expected) {
    return Function.of(
        name,
        (arguments, _) ->
            new Value.Bool(Integer.signum(instant.compareTo(moment(arguments))) == expected),
        ArgType.TIME);
  }

  private static long span(List<Value> arguments) {
    return ((Value.Span) arguments.getFirst()).nanos();
  }

  private static Instant moment(List<Value> arguments) {
    return ((Value.Moment) arguments.getFirst()).instant();
  }
}
