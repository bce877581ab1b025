package io.tributary.schemas.topic;

import java.nio.charset.StandardCharsets;

/**
 * What tells the records of {@link Topic#ALERTS} apart. Each record carries the header {@link
 * #TYPE}; an alert's record also carries {@link #TASK}, the task whose progress record says how far
 * the evaluation of its rule has come.
 */
public final class AlertTopic {
  /** Header: what the record is, {@link #ALERT} or {@link #PROGRESS}. */
  public static final String TYPE = "tributary-type";

  /** Value of {@link #TYPE}: an AlertRecord, or with a null value the end of one. */
  public static final String ALERT = "alert";

  /** Value of {@link #TYPE}: an AlertProgress. */
  public static final String PROGRESS = "progress";

  /**
   * Header of an alert: the task that evaluates its rule, as in {@link #progressKey}. An alert
   * without it is judged by the task that has come furthest.
   */
  public static final String TASK = "tributary-task";

  private static final String PROGRESS_PREFIX = "~progress/";

  private AlertTopic() {}

  /** The key of a task's progress record. */
  public static byte[] progressKey(String task) {
    return (PROGRESS_PREFIX + task).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The task of a progress record's key.
   *
   * @throws IllegalArgumentException where it is no such key
   */
  public static String taskOf(byte[] progressKey) {
    String key = new String(progressKey, StandardCharsets.UTF_8);
    if (!key.startsWith(PROGRESS_PREFIX)) {
      throw new IllegalArgumentException(
          "the key of a progress record must start with " + PROGRESS_PREFIX + ": was " + key);
    }
    return key.substring(PROGRESS_PREFIX.length());
  }
}
