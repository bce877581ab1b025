/** The configuration: one YAML file, overlaid by flags, made into the parts' own records. */
@NullMarked
package io.tributary.standalone.config;

import org.jspecify.annotations.NullMarked;
