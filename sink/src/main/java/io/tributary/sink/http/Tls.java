package io.tributary.sink.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS towards a receiver. All files are PEM.
 *
 * @param caFile whom to trust; empty for the platform's authorities
 * @param certFile our own certificate chain, with {@code keyFile}
 * @param keyFile its private key, unencrypted PKCS #8
 * @param insecureSkipVerify trusts anybody, whatever the host name
 */
public record Tls(
    Optional<Path> caFile,
    Optional<Path> certFile,
    Optional<Path> keyFile,
    boolean insecureSkipVerify) {
  /** The platform's trust and no certificate of our own. */
  public static Tls defaults() {
    return new Tls(Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  public Tls {
    if (certFile.isPresent() != keyFile.isPresent()) {
      throw new IllegalArgumentException(
          "cert_file and key_file go together: "
              + (certFile.isPresent() ? "key_file" : "cert_file")
              + " is missing");
    }
  }

  boolean isDefault() {
    return equals(defaults());
  }
}
