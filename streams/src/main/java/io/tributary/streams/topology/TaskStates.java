package io.tributary.streams.topology;

import io.tributary.streams.eval.GroupStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How the groups of each task of this instance stand. Thread-safe. */
final class TaskStates {
  private final Map<String, List<GroupStatus>> byTask = new ConcurrentHashMap<>();

  void put(String task, List<GroupStatus> groups) {
    byTask.put(task, groups);
  }

  void remove(String task) {
    byTask.remove(task);
  }

  /** By task, in order of tasks. */
  Map<String, List<GroupStatus>> all() {
    return new TreeMap<>(byTask);
  }
}
