package io.tributary.promql.exec;

import io.tributary.promql.kernel.Notes;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.syntax.Position;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * One occurrence of what occurs more than once. The rows are made once for all occurrences on the
 * same grid; each gives the notes on its own place in the query.
 */
final class SharedOperator implements Operator {
  private final Source source;
  private final Map<Position, Position> places;

  private SharedOperator(Source source, Map<Position, Position> places) {
    this.source = source;
    this.places = places;
  }

  /** What all occurrences share. */
  static final class Source {
    private final Plan plan;
    private final Operator operator;

    Source(Plan plan, Operator operator) {
      this.plan = plan;
      this.operator = operator;
    }

    /** An occurrence, which is written like the first but elsewhere. */
    SharedOperator occurrence(Plan here) {
      Map<Position, Position> places = new HashMap<>();
      match(plan, here, places);
      return new SharedOperator(this, places);
    }

    private static void match(Plan there, Plan here, Map<Position, Position> places) {
      places.put(there.position(), here.position());
      Iterator<Plan> children = here.children().iterator();
      for (Plan child : there.children()) {
        match(child, children.next(), places);
      }
    }

    private Result evaluate(Scope scope) {
      return scope.keep(
          this,
          () -> {
            Notes notes = new Notes();
            Scope own = scope.withNotes(notes);
            return new Result(own, operator.series(own), notes);
          });
    }
  }

  @Override
  public SeriesTable series(Scope scope) {
    return source.evaluate(scope).table;
  }

  @Override
  public RowReader open(Scope scope) {
    Result result = source.evaluate(scope);
    RowReader rows = source.operator.open(result.scope);
    return new RowReader() {
      @Override
      public void read(int i, io.tributary.promql.kernel.Row out) {
        out.copyFrom(result.kept.get(i, rows, result.scope));
      }

      @Override
      public void close() {
        rows.close();
        result.notes.forEach(
            (note, place) -> scope.notes().add(note, places.getOrDefault(place, place)));
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of(source.operator);
  }

  @Override
  public String describe() {
    return "Shared";
  }

  /** The rows of one scope. */
  private static final class Result {
    final Scope scope;
    final SeriesTable table;
    final Notes notes;
    final KeptRows kept;

    Result(Scope scope, SeriesTable table, Notes notes) {
      this.scope = scope;
      this.table = table;
      this.notes = notes;
      this.kept = new KeptRows(table.size(), scope.evaluation().budget());
    }
  }
}
