package io.tributary.standalone.config;

import io.tributary.sink.http.Credentials;
import io.tributary.sink.http.HttpAccess;
import io.tributary.sink.http.Secret;
import io.tributary.sink.http.Tls;
import java.nio.file.Path;
import java.util.Optional;

/** How a receiver is reached; the keys are those of Prometheus. */
final class HttpAccessSection {
  private HttpAccessSection() {}

  static HttpAccess read(Section at) {
    Credentials credentials = new Credentials.None();
    if (at.has("basic_auth")) {
      Section basic = at.section("basic_auth");
      credentials = new Credentials.Basic(basic.name("username", ""), secret(basic, "password"));
      basic.done();
    }
    if (at.has("authorization")) {
      if (at.has("basic_auth")) {
        throw at.error("give either \"basic_auth\" or \"authorization\"");
      }
      Section authorization = at.section("authorization");
      credentials = new Credentials.Bearer(secret(authorization, "credentials"));
      authorization.done();
    }
    Section tls = at.section("tls_config");
    Tls read =
        tls.build(
            () ->
                new Tls(
                    path(tls, "ca_file"),
                    path(tls, "cert_file"),
                    path(tls, "key_file"),
                    tls.flag("insecure_skip_verify", false)));
    tls.done();
    return new HttpAccess(credentials, at.map("headers"), read);
  }

  /** {@code key} or {@code key_file}; the file is read at each use, so it may be rotated. */
  private static Secret secret(Section at, String key) {
    String file = at.text(key + "_file", "");
    String text = at.secret(key, "");
    if (file.isEmpty() == text.isEmpty()) {
      throw at.error("give either \"%s\" or \"%s_file\"".formatted(key, key));
    }
    return file.isEmpty() ? new Secret.Text(text) : new Secret.InFile(Path.of(file));
  }

  private static Optional<Path> path(Section at, String key) {
    String text = at.text(key, "");
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }
}
