/**
 * Head and blocks as one store: what it answers, when it cuts a block, what it compacts and what it
 * drops.
 */
@NullMarked
package io.tributary.hub.store;

import org.jspecify.annotations.NullMarked;
