/**
 * Remote Write 1.0 and 2.0 byte by byte: cursors that read a request without an object per sample,
 * and writers that reuse their buffers. Specifications: <a
 * href="https://prometheus.io/docs/specs/prw/remote_write_spec/">1.0</a>, <a
 * href="https://prometheus.io/docs/specs/prw/remote_write_spec_2_0/">2.0</a>.
 */
@NullMarked
package io.tributary.schemas.remotewrite;

import org.jspecify.annotations.NullMarked;
