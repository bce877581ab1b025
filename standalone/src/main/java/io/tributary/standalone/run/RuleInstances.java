package io.tributary.standalone.run;

import io.tributary.streams.RuleEngine;
import io.tributary.streams.RuleStates;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.streams.eval.ScopedGroup;
import io.tributary.streams.rule.RuleGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The rules of all instances of the engine, whichever is asked: each has the state of its own tasks
 * and asks the others for theirs. One that does not answer in time is left out, and said to be.
 * Thread-safe.
 */
final class RuleInstances {
  /** Where an instance answers with its own states. */
  static final String PATH = "/internal/rules";

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Supplier<RuleStates> own;
  private final Supplier<List<RuleGroup>> groups;
  private final Supplier<? extends Collection<String>> others;
  private final IntSupplier taskCount;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * Instances by how each is asked.
   *
   * @param groups in force here
   * @param others {@code host:port} of each
   * @param taskCount of all instances together
   */
  RuleInstances(
      Supplier<RuleStates> own,
      Supplier<List<RuleGroup>> groups,
      Supplier<? extends Collection<String>> others,
      IntSupplier taskCount) {
    this.own = own;
    this.groups = groups;
    this.others = others;
    this.taskCount = taskCount;
  }

  static RuleInstances of(RuleEngine engine) {
    return new RuleInstances(
        engine::states,
        () -> engine.plan().groups().stream().map(ScopedGroup::group).toList(),
        engine::others,
        engine::taskCount);
  }

  /**
   * The states of all tasks that could be asked for.
   *
   * @param warnings what is missing, and why
   */
  record Answer(RuleStates states, List<String> warnings) {}

  /** The answer to another instance. */
  byte[] ownStates() {
    return RuleStatesJson.encode(own.get());
  }

  Answer ask() {
    Map<String, List<GroupStatus>> byTask = new HashMap<>(own.get().byTask());
    List<String> warnings = new ArrayList<>();
    Map<String, CompletableFuture<HttpResponse<byte[]>>> asked = new LinkedHashMap<>();
    for (String address : others.get()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + address + PATH)).timeout(TIMEOUT).build();
      asked.put(address, http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
    }
    Map<String, RuleGroup> known = new HashMap<>();
    groups.get().forEach(group -> known.put(group.key(), group));
    asked.forEach(
        (address, answer) -> {
          try {
            HttpResponse<byte[]> response =
                answer.get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
              throw new IOException("status " + response.statusCode());
            }
            RuleStatesJson.decode(response.body(), known).forEach(byTask::putIfAbsent);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            warnings.add("interrupted while asking " + address + " for its rules");
          } catch (IOException | ExecutionException | TimeoutException e) {
            warnings.add(
                "the instance at " + address + " did not answer for its rules and alerts: " + e);
          }
        });
    int missing = taskCount.getAsInt() - byTask.size();
    if (missing > 0) {
      warnings.add(
          missing
              + " of "
              + taskCount.getAsInt()
              + " tasks are of no instance that answered: their alerts are missing");
    }
    return new Answer(new RuleStates(byTask), warnings);
  }
}
