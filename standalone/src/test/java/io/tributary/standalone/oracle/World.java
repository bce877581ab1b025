package io.tributary.standalone.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What agents send in some hours, with all that goes wrong: scrapes missed, targets down, counters
 * reset, pods replaced, requests sent twice, overtaken by later ones, or held back until the
 * watermark has passed them. Follows from its seed alone.
 *
 * <p>Late samples come only at the start of an {@link Epoch}. Within one, what an instant may see
 * therefore does not depend on when one asks, as in a store that is asked later.
 */
final class World {
  static final long STEP_MS = 15_000;

  /** How far the watermark is behind the newest scrape: what comes two steps late is on time. */
  private static final long LATENESS_MS = 2 * STEP_MS;

  private static final int STEPS_PER_HOUR = 240;

  /** What arrives in a quarter of a minute, and the watermark then: of a tick, if there is one. */
  record Step(List<Batch> batches, List<Batch> repeats, long watermarkMs, boolean ticks) {}

  /** Steps whose instants are those in {@code (fromMs, untilMs]}. */
  record Epoch(List<Step> steps, long fromMs, long untilMs) {}

  final List<Batch> history = new ArrayList<>();
  final List<Epoch> epochs = new ArrayList<>();
  private final Random random;
  private final Fleet fleet;
  private final long startMs;
  private final List<Target> targets;
  private final List<Pod> pods = new ArrayList<>();
  private final Set<Target> down = new HashSet<>();
  private final Map<Target, Integer> downUntil = new java.util.HashMap<>();
  private final Map<Integer, List<Batch>> arrivals = new TreeMap<>();
  private final Map<Integer, List<Batch>> repeats = new TreeMap<>();
  private final Map<Integer, List<Target>> ending = new TreeMap<>();

  private record Pod(String cluster, String namespace, int number, int generation, Target target) {}

  /**
   * A world that begins at {@code startMs}, with samples of {@code historyMs} before it.
   *
   * @param epochMinutes the length of the epochs, a few minutes more or less
   */
  World(long seed, long startMs, int hours, long historyMs, int epochMinutes) {
    this.random = new Random(seed);
    this.startMs = startMs;
    this.fleet = new Fleet(random);
    List<Target> services = fleet.services();
    past(services, historyMs);
    targets = new ArrayList<>(services);
    targets.addAll(fleet.others());
    for (String cluster : Fleet.CLUSTERS) {
      for (String namespace : Fleet.namespaces()) {
        for (int number = 0; number < 3; number++) {
          Target target = fleet.pod(cluster, namespace, number, 0);
          pods.add(new Pod(cluster, namespace, number, 0, target));
          targets.add(target);
        }
      }
    }
    int last = hours * STEPS_PER_HOUR;
    int first = 0;
    while (first < last) {
      int steps = Math.min(last - first, 4 * (epochMinutes - 3 + random.nextInt(7)));
      epoch(first, first + steps);
      first += steps;
    }
  }

  /** The watermark of the tick that ends a step. */
  private long watermarkMs(int step) {
    return startMs + (step + 1) * STEP_MS - LATENESS_MS;
  }

  private void past(List<Target> services, long historyMs) {
    for (long t = startMs - historyMs; t < startMs; t += 60_000) {
      for (Target target : services) {
        if (random.nextInt(2_000) == 0) {
          target.restart();
        }
        if (random.nextInt(100) > 0) {
          history.add(target.scrape(t + target.phaseMs));
        }
      }
    }
  }

  private void epoch(int first, int end) {
    int heldFrom = Math.max(first, end - 4 * (5 + random.nextInt(15)));
    Set<Target> held = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      held.add(targets.get(random.nextInt(targets.size())));
    }
    held.removeIf(Target::hasHistograms);
    List<Step> steps = new ArrayList<>();
    for (int step = first; step < end; step++) {
      replacePods(step);
      for (Target target : targets) {
        long sinceMs = step * STEP_MS;
        if (sinceMs % target.everyMs == target.phaseMs / 1000 * STEP_MS % target.everyMs) {
          scrape(target, step, held.contains(target) && step >= heldFrom ? end : step);
        }
      }
      for (Target gone : ending.getOrDefault(step, List.of())) {
        arrivals
            .computeIfAbsent(step, s -> new ArrayList<>())
            .add(gone.gone(startMs + step * STEP_MS + STEP_MS - 1));
      }
      boolean ticks = step == end - 1 || step == 0 || random.nextInt(10) > 0;
      steps.add(
          new Step(
              arrivals.getOrDefault(step, List.of()),
              repeats.getOrDefault(step, List.of()),
              watermarkMs(step),
              ticks));
    }
    long fromMs = first == 0 ? watermarkMs(0) : watermarkMs(first - 1);
    epochs.add(new Epoch(steps, fromMs, watermarkMs(end - 1)));
  }

  private void scrape(Target target, int step, int arrivesAtLeast) {
    if (random.nextInt(100) == 0) {
      return;
    }
    int jitter = random.nextInt(4) == 0 ? random.nextInt(7) : 0;
    long timestampMs = startMs + step * STEP_MS + target.phaseMs + jitter;
    int delay = target.hasHistograms() ? 0 : Math.max(0, random.nextInt(20) - 17);
    int arrives = Math.max(step + delay, arrivesAtLeast);
    Batch batch = result(target, step, timestampMs);
    List<Batch> there = arrivals.computeIfAbsent(arrives, s -> new ArrayList<>());
    there.add(random.nextInt(there.size() + 1), batch);
    if (random.nextInt(40) == 0) {
      int again = arrives + (random.nextBoolean() ? 0 : random.nextInt(60));
      repeats.computeIfAbsent(again, s -> new ArrayList<>()).add(batch);
    }
  }

  private Batch result(Target target, int step, long timestampMs) {
    Integer until = downUntil.get(target);
    if (until != null && step < until) {
      return target.failedScrape(timestampMs, down.add(target));
    }
    if (until != null) {
      downUntil.remove(target);
      down.remove(target);
      target.restart();
    } else if (random.nextInt(60 * 14) == 0) {
      downUntil.put(target, step + 4 * (2 + random.nextInt(10)));
    } else if (random.nextInt(60 * 40) == 0) {
      target.restart();
    }
    return target.scrape(timestampMs);
  }

  private void replacePods(int step) {
    for (int i = 0; i < pods.size(); i++) {
      if (random.nextInt(20 * STEPS_PER_HOUR) == 0) {
        Pod old = pods.get(i);
        int generation = old.generation() + 1;
        Target next = fleet.pod(old.cluster(), old.namespace(), old.number(), generation);
        pods.set(i, new Pod(old.cluster(), old.namespace(), old.number(), generation, next));
        targets.remove(old.target());
        targets.add(next);
        // Later than what may still be under way.
        ending.computeIfAbsent(step + 3, s -> new ArrayList<>()).add(old.target());
      }
    }
  }
}
