package io.tributary.standalone.http;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A part of the process as the health pages see it.
 *
 * @param name such as "gateway"
 * @param ready whether it does its work now
 * @param failed whether it has given up, so that only a restart of the process helps
 * @param status what it does, or why it is not ready
 */
public record Part(
    String name, BooleanSupplier ready, BooleanSupplier failed, Supplier<String> status) {

  /** A part that never gives up. */
  public Part(String name, BooleanSupplier ready, Supplier<String> status) {
    this(name, ready, () -> false, status);
  }
}
