package io.tributary.streams.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory of all state stores of the process together. They are written in order and read
 * only at start and when a record is taken back, so a small cache does. Called by Kafka Streams.
 */
public final class RocksSettings implements RocksDBConfigSetter {
  /** Among the properties of the application: what all stores of the process may take together. */
  static final String MEMORY_BYTES = "tributary.store.memory.bytes";

  private static final long WRITE_BUFFER_BYTES = 4L << 20;

  static {
    RocksDB.loadLibrary();
  }

  private static @Nullable Shared shared;

  /**
   * What all stores share. Write buffers count as blocks of the cache; they may have two thirds.
   */
  record Shared(Cache cache, WriteBufferManager writeBuffers) {
    static Shared of(long bytes) {
      Cache cache = new LRUCache(bytes);
      return new Shared(cache, new WriteBufferManager(bytes * 2 / 3, cache));
    }
  }

  /** Of the process, which RocksDB frees it with: the first store that is opened decides. */
  static synchronized Shared shared(long bytes) {
    if (shared == null) {
      shared = Shared.of(bytes);
    }
    return shared;
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Shared all = shared(Long.parseLong(String.valueOf(configs.get(MEMORY_BYTES))));
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(all.cache());
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(all.writeBuffers());
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(2);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    // The cache and the write buffers are shared: they outlive each store.
  }
}
