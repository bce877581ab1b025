package io.tributary.promql.script;

import java.util.List;

/**
 * A script, read.
 *
 * @param name of its file, for messages
 */
public record Script(String name, List<Command> commands) {
  /** Copies the commands. */
  public Script {
    commands = List.copyOf(commands);
  }

  /** The script that the text spells, or a {@link ScriptException} that names the line at fault. */
  public static Script parse(String name, String text) {
    return new ScriptParser(name, text).parse();
  }
}
