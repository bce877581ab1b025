package io.tributary.sink.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes Java's TLS context out of PEM files. */
final class TlsContext {
  private static final char[] NO_PASSWORD = new char[0];

  private TlsContext() {}

  /**
   * The context of this configuration.
   *
   * @throws IllegalArgumentException where a file cannot be read or holds something else
   */
  static SSLContext of(Tls tls) {
    try {
      KeyManager @Nullable [] keys = null;
      if (tls.certFile().isPresent()) {
        keys = keyManagers(tls.certFile().get(), tls.keyFile().orElseThrow());
      }
      TrustManager @Nullable [] trust = null;
      if (tls.insecureSkipVerify()) {
        trust = new TrustManager[] {new TrustAnybody()};
      } else if (tls.caFile().isPresent()) {
        trust = trustManagers(tls.caFile().get());
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("cannot set up TLS with " + tls + ": " + e, e);
    }
  }

  private static TrustManager[] trustManagers(Path caFile)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int n = 0;
    for (Certificate authority : certificates(caFile)) {
      store.setCertificateEntry("ca" + n++, authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keyManagers(Path certFile, Path keyFile)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    Certificate[] chain = certificates(certFile).toArray(new Certificate[0]);
    store.setKeyEntry("own", privateKey(keyFile), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }

  private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
    String pem = Files.readString(file);
    int begin = pem.indexOf("-----BEGIN PRIVATE KEY-----");
    int end = pem.indexOf("-----END PRIVATE KEY-----");
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          file
              + " holds no PKCS #8 key (BEGIN PRIVATE KEY); convert it with: openssl pkcs8 -topk8"
              + " -nocrypt -in "
              + file);
    }
    String base64 = pem.substring(pem.indexOf('\n', begin), end);
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      PrivateKey key = privateKeyOrNull(algorithm, spec);
      if (key != null) {
        return key;
      }
    }
    throw new IllegalArgumentException(file + " holds neither an RSA, EC nor Ed25519 key");
  }

  /** The file does not say which kind of key it holds: each kind is tried. */
  private static @Nullable PrivateKey privateKeyOrNull(String algorithm, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      return null;
    }
  }

  /**
   * Accepts every peer. Being an extended trust manager it also stands for the check of host names.
   */
  private static final class TrustAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
