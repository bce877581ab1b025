package io.tributary.schemas.topic;

/**
 * The headers of a record in {@link Topic#REJECTED}. Its key is the cluster, its value what was
 * refused: a Remote Write 2.0 request, or the bytes as they came where they could not be read.
 */
public final class RejectedTopic {
  /** Who gave up on it: {@code gateway}, {@code sink}. */
  public static final String STAGE = "tributary-stage";

  /** Why, in words, with the culprit's name. */
  public static final String REASON = "tributary-reason";

  /** The destination that refused it. */
  public static final String DESTINATION = "tributary-destination";

  /** The HTTP status of the destination's answer. */
  public static final String STATUS = "tributary-status";

  /** Where the data lies in the log: {@code topic-partition@offset} of the first record. */
  public static final String ORIGIN = "tributary-origin";

  private RejectedTopic() {}
}
