/**
 * Simulated clusters that remote-write over HTTP like any agent, and a view of what becomes of it.
 */
@NullMarked
package io.tributary.standalone.demo;

import org.jspecify.annotations.NullMarked;
