package io.tributary.promql.syntax;

import io.tributary.promql.syntax.SeriesDescription.Item;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads and expands the values of a series description: {@code 1 2+3x4 _x5 stale {{sum:1}}x6}. */
final class SeriesValueParser {
  private static final int MAX_ITEMS = 1_000_000;

  private final Diagnostics diagnostics;
  private final SeriesScanner in;
  private final List<Item> items = new ArrayList<>();

  SeriesValueParser(byte[] line, int start, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.in = new SeriesScanner(line, start, diagnostics);
  }

  /** All values up to the end of the line. */
  List<Item> items() {
    while (in.peek() != Utf8Cursor.END) {
      if (!in.blanks()) {
        throw in.unexpected();
      }
      if (in.peek() != Utf8Cursor.END) {
        item();
      }
    }
    return items;
  }

  private void item() {
    if (in.accept('_')) {
      repeat(Item.OMITTED, in.accept('x') ? times() : 1);
    } else if (in.acceptTwice('{')) {
      histograms();
    } else {
      floats();
    }
  }

  private void floats() {
    double value = value();
    if (in.accept('x')) {
      repeat(Item.of(value), times() + 1);
    } else if (in.peek() == '+' || in.peek() == '-') {
      double step = in.signedNumber();
      in.require('x');
      int times = times();
      room(times + 1);
      for (int i = 0; i <= times; i++) {
        items.add(Item.of(value));
        value += step;
      }
    } else {
      repeat(Item.of(value), 1);
    }
  }

  private double value() {
    int c = in.peek();
    if (!Lexer.isLetter(c)) {
      return in.signedNumber();
    }
    int start = in.position();
    String word = in.word();
    if (word.equals("stale")) {
      return StalenessMarker.VALUE;
    }
    if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("nan")) {
      return Numbers.parse(word);
    }
    throw diagnostics.fail(
        new Position(start, in.position()),
        "unexpected identifier "
            + Quoting.string(word)
            + " in series values, expected number or \"stale\"");
  }

  private void histograms() {
    HistogramDescriptor base = new HistogramDescriptor(in, diagnostics);
    Item first = Item.of(base.histogram(), base.hintNamed());
    if (in.accept('x')) {
      repeat(first, times() + 1);
      return;
    }
    boolean add = in.accept('+');
    if (!add && !in.accept('-')) {
      repeat(first, 1);
      return;
    }
    if (!in.acceptTwice('{')) {
      throw in.unexpected();
    }
    FloatHistogram step = new HistogramDescriptor(in, diagnostics).histogram();
    in.require('x');
    int start = in.position();
    int times = times();
    room(times + 1);
    items.add(first);
    FloatHistogram current = base.histogram();
    for (int i = 1; i <= times; i++) {
      if (current.schema() > step.schema()) {
        throw diagnostics.fail(
            new Position(start, in.position()),
            "error combining histograms: cannot merge from schema %d to %d"
                .formatted(step.schema(), current.schema()));
      }
      current = add ? current.plus(step) : current.minus(step);
      items.add(Item.of(current, base.hintNamed()));
    }
  }

  private int times() {
    return in.integer("repetition");
  }

  private void repeat(Item item, int count) {
    room(count);
    items.addAll(Collections.nCopies(count, item));
  }

  private void room(int count) {
    if (count > MAX_ITEMS - items.size()) {
      throw diagnostics.fail(
          new Position(0, in.position()), "series of more than " + MAX_ITEMS + " values");
    }
  }
}
