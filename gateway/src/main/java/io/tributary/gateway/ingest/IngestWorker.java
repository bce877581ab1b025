package io.tributary.gateway.ingest;

import io.tributary.gateway.GatewayConfig;
import io.tributary.schemas.remotewrite.SnappyBlock;

/**
 * Decodes one request after the other. Holds the buffers that this takes; used by one thread at a
 * time.
 */
final class IngestWorker {
  /** A buffer that grew past this for one large request is let go after it. */
  private static final int KEPT_BYTES = 4 << 20;

  final RequestScope scope = new RequestScope();
  private final GatewayConfig config;
  private final V1Decoder v1;
  private final V2Decoder v2;
  private byte[] decoded = new byte[1 << 16];

  IngestWorker(
      GatewayConfig config,
      Clusters clusters,
      SymbolPool pool,
      Families families,
      SeriesTable table) {
    this.config = config;
    LabelSet labels = new LabelSet(config);
    SeriesResolver resolver = new SeriesResolver(config, clusters, pool, families);
    v1 = new V1Decoder(scope, table, resolver, families, labels);
    v2 = new V2Decoder(scope, table, resolver, pool, labels);
  }

  /** Forgets the request before. */
  void start(long nowMs) {
    scope.start(nowMs, config.limits().ahead().toMillis());
  }

  /**
   * How many bytes the body says that it decompresses to.
   *
   * @throws io.tributary.schemas.remotewrite.WireFormatException where that is over the limit
   */
  int decodedLength(WriteBody body) {
    return SnappyBlock.decodedLength(
        body.bytes(), 0, body.length(), config.limits().decodedBytes());
  }

  /**
   * Decodes the body into {@link #scope}.
   *
   * @throws io.tributary.schemas.remotewrite.WireFormatException where it can't be read
   */
  void decode(WriteBody body) {
    int length = decodedLength(body);
    if (decoded.length < length || decoded.length > Math.max(length, KEPT_BYTES)) {
      decoded = new byte[Math.max(length, 1 << 16)];
    }
    SnappyBlock.decode(body.bytes(), 0, body.length(), decoded);
    switch (body.message()) {
      case V1 -> v1.decode(decoded, length);
      case V2 -> v2.decode(decoded, length);
    }
  }
}
