/**
 * The test script format of PromQL: its parser and its runner. A script loads series and says what
 * queries on them must answer; {@link io.tributary.promql.script.ScriptRunner} puts them to any
 * {@link io.tributary.promql.script.ScriptTarget}.
 */
@NullMarked
package io.tributary.promql.script;

import org.jspecify.annotations.NullMarked;
