package io.tributary.streams.topology;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** State stores in memory, without a changelog. */
final class MemoryStores {
  private MemoryStores() {}

  static KeyValueStore<Bytes, byte[]> create() {
    return create(RuleTopology.PARTITION_STORE);
  }

  static KeyValueStore<Bytes, byte[]> create(String name) {
    KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore(name).get();
    store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    return store;
  }
}
