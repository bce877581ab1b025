package io.tributary.standalone.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Leaves out warnings of Kafka's that nobody can act on: a warning in this program's log is to mean
 * that something is to be done. {@code logback.xml} names this class. Thread-safe.
 */
public final class HarmlessWarnings extends Filter<ILoggingEvent> {
  private record Known(String logger, String part) {
    boolean is(ILoggingEvent event) {
      return event.getLoggerName().endsWith(logger) && event.getMessage().contains(part);
    }
  }

  private static final String STATE_LOST = "TaskCorruptedException";

  private static final List<Known> KNOWN =
      List.of(
          // At each start of a controller: that is how it starts.
          new Known(".QuorumController", "Performing controller activation"),
          // A recommendation for an API that the rules do not use.
          new Known(".StreamsConfig", "Processing exception handler is not enabled"),
          // The directory is the user's choice.
          new Known(".StateDirectory", "Using an OS temp directory"),
          // At each stop of a broker: two of its threads close the same client.
          new Known(".NetworkClient", "Attempting to close NetworkClient that has already been"),
          // After a kill: what the task has on disk may be of a step that was not committed. It is
          // read anew from the changelog; the engine says how long that takes.
          new Known(".ProcessorStateManager", "did not find checkpoint offsets while stores are"),
          new Known(".StateDirectory", "Failed to register startup state stores"),
          new Known(".TaskManager", "Encounter corrupted task"),
          new Known(".StreamThread", "are corrupted. Will close the task as dirty"),
          // A consumer that is done with some partitions and goes on with others.
          new Known(".OffsetFetcherUtils", "as it is no longer assigned"),
          // What kept a broker from starting is said once, with what to do: see EmbeddedBroker.
          new Known(".DataPlaneAcceptor", "Unable to start acceptor"),
          new Known(".BrokerServer", "Received a fatal error while waiting for all of the Socket"),
          new Known(".BrokerServer", "Fatal error during broker startup"),
          new Known(".ControllerServer", "Fatal error during controller startup"));

  /** The same as an error, unless a task has failed for another reason too. */
  private static boolean isOfStateAlone(ILoggingEvent event) {
    if (!event.getLoggerName().endsWith(".TaskManager")
        || !event.getMessage().contains("Get exceptions for the following tasks")) {
      return false;
    }
    String text = event.getFormattedMessage();
    return text.contains(STATE_LOST) && !text.replace(STATE_LOST, "").contains("Exception");
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (isOfStateAlone(event)) {
      return FilterReply.DENY;
    }
    for (Known known : KNOWN) {
      if (known.is(event)) {
        return FilterReply.DENY;
      }
    }
    return FilterReply.NEUTRAL;
  }
}
