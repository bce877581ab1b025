package io.tributary.schemas.topic;

/** What the headers of {@link Topic#RECORDED} mean. */
public final class RecordedTopic {
  /**
   * Header of a record whose samples take the place of those of the same series and times that were
   * written before, because late samples have changed them. Its value is {@code true}.
   */
  public static final String CORRECTION = "tributary-correction";

  private RecordedTopic() {}
}
