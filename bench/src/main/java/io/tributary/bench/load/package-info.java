/** Series as Kubernetes clusters have them, and the requests that an agent makes of them. */
@NullMarked
package io.tributary.bench.load;

import org.jspecify.annotations.NullMarked;
