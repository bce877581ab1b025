package io.tributary.streams.template;

import io.tributary.schemas.histogram.FloatHistogram;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a template computes with: the values of Go that Prometheus's templates can meet. */
sealed interface Value {
  /** The name of the type in Go, for errors and {@code %T}. */
  String goType();

  /** No value: what a field of nothing gives. */
  record Missing() implements Value {
    static final Missing VALUE = new Missing();

    @Override
    public String goType() {
      return "<nil>";
    }
  }

  record Text(String text) implements Value {
    @Override
    public String goType() {
      return "string";
    }
  }

  /** Text that says it is HTML already. */
  record Html(String text) implements Value {
    @Override
    public String goType() {
      return "template.HTML";
    }
  }

  record Bool(boolean value) implements Value {
    @Override
    public String goType() {
      return "bool";
    }
  }

  record Int(long value) implements Value {
    @Override
    public String goType() {
      return "int";
    }
  }

  record Num(double value) implements Value {
    @Override
    public String goType() {
      return "float64";
    }
  }

  record Moment(Instant instant) implements Value {
    @Override
    public String goType() {
      return "*time.Time";
    }
  }

  record Span(long nanos) implements Value {
    @Override
    public String goType() {
      return "time.Duration";
    }
  }

  /** A month or a day of the week: a number that prints as its name. */
  record Named(long number, String name, String goType) implements Value {}

  /**
   * @param ofTexts whether all values are texts, so that a missing one is the empty text
   */
  record Dict(Map<String, Value> entries, boolean ofTexts) implements Value {
    public Dict {
      entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    static Dict ofTexts(Map<String, String> texts) {
      Map<String, Value> entries = new TreeMap<>();
      texts.forEach((name, text) -> entries.put(name, new Text(text)));
      return new Dict(entries, true);
    }

    Value get(String key) {
      Value value = entries.get(key);
      if (value != null) {
        return value;
      }
      return ofTexts ? new Text("") : Missing.VALUE;
    }

    @Override
    public String goType() {
      return ofTexts ? "map[string]string" : "map[string]interface {}";
    }
  }

  record Listing(List<Value> items, String goType) implements Value {
    static final String QUERY_RESULT = "template.queryResult";

    public Listing {
      items = List.copyOf(items);
    }
  }

  /** One series of a query's result. */
  record Sample(Dict labels, Value value) implements Value {
    @Override
    public String goType() {
      return "*template.sample";
    }
  }

  record Histogram(FloatHistogram histogram) implements Value {
    @Override
    public String goType() {
      return "*histogram.FloatHistogram";
    }
  }

  /** The dot of an alert's template. */
  record Alert(Dict labels, Dict externalLabels, Text externalUrl, Value value) implements Value {
    @Override
    public String goType() {
      return "struct { Labels map[string]string; ExternalLabels map[string]string; "
          + "ExternalURL string; Value interface {} }";
    }
  }

  /** Whether {@code if} takes it for true: neither nothing, nor zero, nor empty. */
  default boolean truth() {
    return switch (this) {
      case Missing _ -> false;
      case Text t -> !t.text().isEmpty();
      case Html h -> !h.text().isEmpty();
      case Bool b -> b.value();
      case Int i -> i.value() != 0;
      case Num n -> n.value() != 0;
      case Span s -> s.nanos() != 0;
      case Named n -> n.number() != 0;
      case Dict d -> !d.entries().isEmpty();
      case Listing l -> !l.items().isEmpty();
      case Moment _, Sample _, Histogram _, Alert _ -> true;
    };
  }
}
