package io.tributary.bench.promql;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.PreparedQuery;
import io.tributary.promql.exec.QueryResult;
import io.tributary.promql.source.InMemorySource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The engine on one thread over six hours of samples in memory, an expression at a time: as a query
 * that is asked once ({@code fresh}: parsing, planning and label work included) and as a rule that
 * is asked again and again ({@code prepared}).
 *
 * <pre>
 *   EngineJmh [options of JMH]      for instance -p scale=5 -f 1 fresh
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx3g", "-XX:+UseSerialGC"})
public class EngineJmh {
  private static final int SAMPLES = 6 * 240;
  private static final long RANGE_STEP_MS = 60_000;
  private static final long START_MS = 1_700_000_000_000L / 60_000 * 60_000;
  private static final long END_MS = START_MS + (SAMPLES - 1) * QueryWorld.STEP_MS;

  /** 50 gives 20,000 series. */
  @Param("50")
  public int scale;

  /** Where in {@link Expressions#ALL} it stands; {@link #main} asks for all of them. */
  @Param("0")
  public int expression;

  private final InMemorySource source = new InMemorySource();
  private final Engine engine = new Engine(EngineOptions.defaults());
  private Expressions.Expression asked = Expressions.ALL.getFirst();
  private PreparedQuery prepared = engine.prepare(asked.query());

  /** Fills the source. */
  @Setup(Level.Trial)
  public void fill() {
    asked = Expressions.ALL.get(expression);
    prepared = engine.prepare(asked.query());
    System.out.println("# " + asked.query());
    QueryWorld world = new QueryWorld(scale);
    for (int i = 0; i < world.series().size(); i++) {
      double[] values = world.values(i, SAMPLES);
      for (int t = 0; t < SAMPLES; t++) {
        source.append(world.series().get(i), START_MS + t * QueryWorld.STEP_MS, values[t]);
      }
    }
  }

  /** From its text to its result. */
  @Benchmark
  public QueryResult fresh() {
    return run(engine.prepare(asked.query()));
  }

  /** Parsed, and an instant query planned, before. */
  @Benchmark
  public QueryResult prepared() {
    return run(prepared);
  }

  private QueryResult run(PreparedQuery query) {
    return asked.range()
        ? query.range(source, START_MS, END_MS, RANGE_STEP_MS, Interrupt.never())
        : query.instant(source, END_MS, Interrupt.never());
  }

  /** Runs all expressions, with what they allocate. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    String[] all = new String[Expressions.ALL.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = String.valueOf(i);
    }
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .include(EngineJmh.class.getSimpleName() + ".*")
                .param("expression", all)
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
