package io.tributary.promql.script;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a script command by command. Of one thread and one script. */
final class ScriptParser {
  private static final Pattern LOAD = Pattern.compile("^load(?:_(with_nhcb))?\\s+(.+?)$");

  private final String name;
  private final ScriptLines lines;

  ScriptParser(String name, String text) {
    this.name = name;
    this.lines = new ScriptLines(name, text);
  }

  Script parse() {
    List<Command> commands = new ArrayList<>();
    while (lines.hasNext()) {
      String line = lines.next();
      if (!line.isEmpty()) {
        commands.add(command(line));
      }
    }
    return new Script(name, commands);
  }

  private Command command(String line) {
    String first = line.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    if (first.equals("clear")) {
      return new Command.Clear(lines.number());
    }
    if (first.startsWith("load")) {
      return load(line);
    }
    if (first.startsWith("eval")) {
      return new EvalParser(lines).parse(line);
    }
    throw lines.error("invalid command \"" + line + "\"");
  }

  private Command load(String line) {
    Matcher load = LOAD.matcher(line);
    if (!load.matches()) {
      throw lines.error("invalid load command: \"load[_with_nhcb] <step:duration>\" was expected");
    }
    int number = lines.number();
    LoadBlock block = new LoadBlock(lines, lines.durationMs(load.group(2)));
    while (lines.inBlock()) {
      block.add(lines.next());
    }
    return new Command.Load(number, block.series(load.group(1) != null));
  }
}
