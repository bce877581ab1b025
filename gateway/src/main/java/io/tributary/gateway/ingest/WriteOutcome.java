package io.tributary.gateway.ingest;

/** What became of a write request. Whether an agent may send it again follows from the type. */
public sealed interface WriteOutcome {
  /** All of it is in the log. */
  record Written(WriteStats stats) implements WriteOutcome {}

  /** The valid part is in the log; the rest never can be. */
  record PartlyInvalid(WriteStats stats, String message) implements WriteOutcome {}

  /** Nothing of it can be read; nothing is in the log. */
  record Malformed(String message) implements WriteOutcome {}

  /** Its cluster has used up its quota; nothing is in the log. */
  record OverQuota(String message, int retryAfterSeconds) implements WriteOutcome {}

  /** It can't be said that all of it is in the log: the agent has to send it again. */
  record Unavailable(String message, int retryAfterSeconds) implements WriteOutcome {}
}
