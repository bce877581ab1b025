package io.tributary.promql.exec;

import static java.util.Objects.requireNonNull;

import io.tributary.promql.kernel.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Makes many rows of an operator and hands them on one after the other, in order. Where the caller
 * of the query lends threads, they make rows ahead of the one that takes them, so the results are
 * the same to the bit whatever the number of threads. Whoever waits for rows makes them, if nobody
 * has begun: a query never stands still because the lent threads are busy.
 *
 * <p>Threading: of one thread; closed when done.
 */
final class RowRunner implements AutoCloseable {
  private static final int BATCH = 32;

  /** Fewer rows than this are not worth handing to another thread. */
  private static final int WORTHWHILE = 8 * BATCH;

  private final Operator input;
  private final Scope scope;
  private final RowReader own;
  private final Row row;
  private final ConcurrentLinkedQueue<RowReader> idle = new ConcurrentLinkedQueue<>();
  private final List<RowReader> opened = new ArrayList<>();
  private final ConcurrentLinkedQueue<Row> spare = new ConcurrentLinkedQueue<>();

  RowRunner(Operator input, Scope scope) {
    this.input = input;
    this.scope = scope;
    this.own = input.open(scope);
    this.row = scope.row();
  }

  /** Takes rows. */
  @FunctionalInterface
  interface Consumer {
    /** Row {@code i}; it changes after the call. */
    void accept(int i, Row row);
  }

  /** Hands on the rows with these numbers, in their order. */
  void forEach(int[] rows, Consumer consumer) {
    Executor executor = scope.options().executor();
    int threads = scope.options().parallelism();
    if (executor == null || threads < 2 || rows.length < WORTHWHILE) {
      for (int i : rows) {
        own.read(i, row);
        consumer.accept(i, row);
      }
      return;
    }
    parallel(rows, consumer, executor, threads);
  }

  /** Hands on all rows. */
  void forEach(int count, Consumer consumer) {
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = i;
    }
    forEach(all, consumer);
  }

  private void parallel(int[] rows, Consumer consumer, Executor executor, int threads) {
    // All readers are opened here: what that needs to be worked out is this thread's to do.
    // There are as many as there can be batches at a time, so none has to wait for one.
    int batches = 2 * threads;
    for (int i = opened.size(); i < batches; i++) {
      RowReader reader = input.open(scope);
      opened.add(reader);
      idle.add(reader);
    }
    Deque<Batch> ahead = new ArrayDeque<>();
    int next = 0;
    try {
      while (next < rows.length || !ahead.isEmpty()) {
        while (next < rows.length && ahead.size() < batches) {
          Batch batch = new Batch(rows, next, Math.min(rows.length, next + BATCH));
          next = batch.to;
          ahead.add(batch);
          executor.execute(batch.task);
        }
        Batch first = ahead.remove();
        first.task.run();
        first.await();
        for (int i = first.from; i < first.to; i++) {
          Row made = first.made[i - first.from];
          if (made != null) {
            consumer.accept(rows[i], made);
            spare.add(made);
          }
        }
      }
    } finally {
      for (Batch batch : ahead) {
        batch.task.cancel(false);
      }
      for (Batch batch : ahead) {
        batch.quiesce();
      }
    }
  }

  @Override
  public void close() {
    own.close();
    opened.forEach(RowReader::close);
  }

  /** Some rows, made by whoever comes first. */
  private final class Batch {
    final int from;
    final int to;
    final @Nullable Row[] made;
    final FutureTask<Boolean> task;
    private final Object running = new Object();

    Batch(int[] rows, int from, int to) {
      this.from = from;
      this.to = to;
      this.made = new Row[to - from];
      this.task =
          new FutureTask<>(
              () -> {
                make(rows);
                return true;
              });
    }

    private void make(int[] rows) {
      synchronized (running) {
        if (task.isCancelled()) {
          return;
        }
        RowReader reader = requireNonNull(idle.poll(), "more batches than readers");
        try {
          for (int i = from; i < to; i++) {
            Row free = spare.poll();
            Row target = free == null ? scope.row() : free;
            reader.read(rows[i], target);
            made[i - from] = target;
          }
        } finally {
          idle.add(reader);
        }
      }
    }

    void await() {
      try {
        task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new QueryException(
            QueryException.Kind.CANCELED, "query was interrupted in query execution");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException(e);
      }
    }

    /** Waits until nobody works on it any more. */
    void quiesce() {
      synchronized (running) {
        return;
      }
    }
  }
}
