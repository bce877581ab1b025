package io.tributary.hub.api;

import io.undertow.server.HttpHandler;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who answers a path.
 *
 * @param methods those allowed, besides OPTIONS
 * @param whileStarting whether it answers before the head is rebuilt
 */
record Route(Set<HttpString> methods, boolean whileStarting, HttpHandler handler) {
  private static final Set<HttpString> GET = Set.of(Methods.GET);
  private static final Set<HttpString> GET_AND_POST = Set.of(Methods.GET, Methods.POST);

  static Route get(HttpHandler handler) {
    return new Route(GET, false, handler);
  }

  static Route getAlways(HttpHandler handler) {
    return new Route(GET, true, handler);
  }

  static Route getOrPost(HttpHandler handler) {
    return new Route(GET_AND_POST, false, handler);
  }

  static Route of(HttpHandler handler, HttpString... methods) {
    return new Route(Set.of(methods), false, handler);
  }

  /** The value of the {@code Allow} header. */
  String allowed() {
    TreeSet<String> names = new TreeSet<>(List.of("OPTIONS"));
    methods.forEach(method -> names.add(method.toString()));
    return String.join(", ", names);
  }
}
