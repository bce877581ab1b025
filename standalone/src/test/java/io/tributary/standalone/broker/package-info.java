@NullMarked
package io.tributary.standalone.broker;

import org.jspecify.annotations.NullMarked;
