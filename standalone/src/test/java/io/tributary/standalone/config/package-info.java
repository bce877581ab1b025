@NullMarked
package io.tributary.standalone.config;

import org.jspecify.annotations.NullMarked;
