package io.tributary.standalone.http;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A part of the process as the health pages see it.
 *
 * @param name such as "gateway"
 * @param ready whether it does its work now
 * @param status what it does, or why it is not ready
 */
public record Part(String name, BooleanSupplier ready, Supplier<String> status) {}
