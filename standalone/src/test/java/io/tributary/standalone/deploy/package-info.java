/** Holds what is deployed (k8s/, docker-compose.yml) to the real schemas, and to each other. */
@NullMarked
package io.tributary.standalone.deploy;

import org.jspecify.annotations.NullMarked;
