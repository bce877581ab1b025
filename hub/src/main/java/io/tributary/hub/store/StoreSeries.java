package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.ChunkMeta;
import io.tributary.hub.block.CorruptBlockException;
import io.tributary.hub.head.ChunkEncoder;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.SeriesSet;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** The series that a selection found, each with the parts that hold its samples. */
public final class StoreSeries implements SeriesSet {
  private final List<Labels> labels;
  private final List<List<Part>> parts;
  private final Consumer<CorruptBlockException> corrupt;

  /** With what is told of a block that turns out not to be readable. */
  StoreSeries(
      List<Labels> labels, List<List<Part>> parts, Consumer<CorruptBlockException> corrupt) {
    this.labels = labels;
    this.parts = parts;
    this.corrupt = corrupt;
  }

  @Override
  public List<Labels> labels() {
    return labels;
  }

  @Override
  public SampleReader open() {
    return new Reader();
  }

  /**
   * Gives the series' chunks as they are encoded, in Prometheus's encodings, to the visitor:
   * ascending, apart from each other, none with a deleted sample. They hold all samples with {@code
   * fromMs <= timestamp <= toMs}; the first and the last may hold some beyond. The bytes are the
   * visitor's during the call only.
   *
   * @throws UncheckedIOException where a block cannot be read
   */
  public void chunks(int series, long fromMs, long toMs, Block.ChunkVisitor visitor) {
    List<Part> places = parts.get(series);
    try {
      if (areApart(places, fromMs, toMs)) {
        for (Part place : places) {
          place.chunks(fromMs, toMs, visitor);
        }
        return;
      }
      SampleColumns all = new SampleColumns();
      new Reader().read(series, fromMs, toMs, all);
      ChunkEncoder.visit(all, visitor);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static boolean areApart(List<Part> places, long fromMs, long toMs) throws IOException {
    if (places.size() == 1) {
      return true;
    }
    Order order = new Order();
    for (Part place : places) {
      place.chunks(fromMs, toMs, (chunk, encoding, data, offset, length) -> order.next(chunk));
    }
    return order.ascends;
  }

  private static final class Order {
    private long lastMs = Long.MIN_VALUE;
    private boolean ascends = true;

    void next(ChunkMeta chunk) {
      ascends &= chunk.minMs() > lastMs;
      lastMs = Math.max(lastMs, chunk.maxMs());
    }
  }

  private UncheckedIOException failed(IOException e) {
    if (e instanceof CorruptBlockException c) {
      corrupt.accept(c);
    }
    return new UncheckedIOException(e);
  }

  private final class Reader implements SampleReader {
    private final PartMerge merge = new PartMerge();

    @Override
    public void readLatest(int series, long fromMs, long toMs, SampleColumns into) {
      List<Part> places = parts.get(series);
      if (places.size() > 1) {
        // Any of them may have the latest, by late samples.
        read(series, fromMs, toMs, into);
        return;
      }
      into.clear();
      try {
        places.getFirst().readLatest(fromMs, toMs, into);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void read(int series, long fromMs, long toMs, SampleColumns into) {
      into.clear();
      try {
        List<Part> places = parts.get(series);
        for (Part place : places) {
          merge.append(place, fromMs, toMs, into);
        }
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
