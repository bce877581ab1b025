package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;
import java.util.ArrayList;
import java.util.List;

/** A context for kernels, and the texts of the notes that they make. */
final class KernelFixture {
  private final Notes notes = new Notes();

  KernelContext context(boolean useStartTimestamps) {
    Position position = new Position(0, 1);
    return new KernelContext(notes, position, position, new double[0][], useStartTimestamps);
  }

  Notes collected() {
    return notes;
  }

  List<String> notes() {
    List<String> texts = new ArrayList<>();
    notes.forEach((note, position) -> texts.add(note.text()));
    return texts;
  }
}
