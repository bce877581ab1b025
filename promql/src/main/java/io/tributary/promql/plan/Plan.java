package io.tributary.promql.plan;

import io.tributary.promql.syntax.AggregateOp;
import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.Position;
import io.tributary.promql.syntax.ValueType;
import io.tributary.promql.syntax.VectorMatching;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node of a plan. Times of the query itself are left open, so that one plan serves every instant;
 * durations are in milliseconds.
 */
public sealed interface Plan {
  /** What of the query it comes from: where notes and errors point. */
  Position position();

  /** What it evaluates to. */
  ValueType type();

  /** A number that is the same at every step. */
  record Literal(double value, Position position) implements Plan {
    @Override
    public ValueType type() {
      return ValueType.SCALAR;
    }
  }

  /** A string. */
  record Text(String value, Position position) implements Plan {
    @Override
    public ValueType type() {
      return ValueType.STRING;
    }
  }

  /** {@code time()}, {@code start()} or {@code end()}, in seconds. */
  record Time(Which which, Position position) implements Plan {
    @Override
    public ValueType type() {
      return ValueType.SCALAR;
    }

    /** Which of the query's times. */
    public enum Which {
      /** The step's. */
      STEP,
      /** The first step's. */
      START,
      /** The last instant of the query's range. */
      END
    }
  }

  /** At each step the latest sample of each series. */
  record Select(Selector selector, Field field, Position position) implements Plan {
    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }

    /** What of the sample. */
    public enum Field {
      /** Its value. */
      VALUE,
      /** Its timestamp in seconds. */
      TIMESTAMP,
      /** Its start timestamp in seconds. */
      START_TIMESTAMP
    }
  }

  /** At each step the samples in a window of each series. */
  record Window(Selector selector, long rangeMs, Position position) implements Plan {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }
  }

  /**
   * At each step what {@code input} was at each instant of a window.
   *
   * @param stepMs 0 for the engine's default
   */
  record Subquery(Plan input, long rangeMs, long stepMs, Shift shift, Position position)
      implements Plan {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }
  }

  /**
   * A function of a range vector.
   *
   * @param range a window or a subquery
   * @param scalars the other arguments, in order
   */
  record OverTime(Function function, Plan range, List<Plan> scalars, Position position)
      implements Plan {
    /** Copies the arguments. */
    public OverTime {
      scalars = List.copyOf(scalars);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /** Any other function. */
  record Apply(Function function, List<Plan> arguments, Position position) implements Plan {
    /** Copies the arguments. */
    public Apply {
      arguments = List.copyOf(arguments);
    }

    @Override
    public ValueType type() {
      return function.returnType();
    }
  }

  /** {@code -x}. */
  record Negate(Plan input, Position position) implements Plan {
    @Override
    public ValueType type() {
      return input.type();
    }
  }

  /** An aggregation of the series of each group. */
  record Aggregation(
      AggregateOp op,
      Plan input,
      @Nullable Plan parameter,
      List<String> grouping,
      boolean without,
      Position position)
      implements Plan {
    /** Copies the labels. */
    public Aggregation {
      grouping = List.copyOf(grouping);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /**
   * {@code left op right}, of any types.
   *
   * @param matching null unless both sides are vectors
   */
  record Binary(
      BinaryOp op,
      Plan left,
      Plan right,
      boolean returnBool,
      @Nullable VectorMatching matching,
      Position position)
      implements Plan {
    @Override
    public ValueType type() {
      return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
          ? ValueType.SCALAR
          : ValueType.VECTOR;
    }
  }

  /** What is the same at every step: evaluated at the first, and repeated. */
  record Constant(Plan input) implements Plan {
    @Override
    public Position position() {
      return input.position();
    }

    @Override
    public ValueType type() {
      return input.type();
    }
  }

  /**
   * What occurs more than once: evaluated at the first, and kept.
   *
   * @param id the same for all occurrences
   */
  record Shared(int id, Plan input) implements Plan {
    @Override
    public Position position() {
      return input.position();
    }

    @Override
    public ValueType type() {
      return input.type();
    }
  }

  /** The nodes directly below, in the order of evaluation. */
  default List<Plan> children() {
    return switch (this) {
      case Literal _, Text _, Time _, Select _, Window _ -> List.of();
      case Subquery s -> List.of(s.input());
      case OverTime o -> PlanLists.prepend(o.range(), o.scalars());
      case Apply a -> a.arguments();
      case Negate n -> List.of(n.input());
      case Aggregation a ->
          a.parameter() == null ? List.of(a.input()) : List.of(a.input(), a.parameter());
      case Binary b -> List.of(b.left(), b.right());
      case Constant c -> List.of(c.input());
      case Shared s -> List.of(s.input());
    };
  }

  /** The same node over other children. */
  default Plan mapChildren(UnaryOperator<Plan> f) {
    return switch (this) {
      case Literal _, Text _, Time _, Select _, Window _ -> this;
      case Subquery s ->
          new Subquery(f.apply(s.input()), s.rangeMs(), s.stepMs(), s.shift(), s.position());
      case OverTime o ->
          new OverTime(
              o.function(), f.apply(o.range()), PlanLists.map(o.scalars(), f), o.position());
      case Apply a -> new Apply(a.function(), PlanLists.map(a.arguments(), f), a.position());
      case Negate n -> new Negate(f.apply(n.input()), n.position());
      case Aggregation a ->
          new Aggregation(
              a.op(),
              f.apply(a.input()),
              a.parameter() == null ? null : f.apply(a.parameter()),
              a.grouping(),
              a.without(),
              a.position());
      case Binary b ->
          new Binary(
              b.op(),
              f.apply(b.left()),
              f.apply(b.right()),
              b.returnBool(),
              b.matching(),
              b.position());
      case Constant c -> new Constant(f.apply(c.input()));
      case Shared s -> new Shared(s.id(), f.apply(s.input()));
    };
  }
}
