package io.tributary.streams.template;

import io.tributary.streams.template.Node.Block;
import io.tributary.streams.template.Node.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the statements of one template. */
final class BlockRunner {
  private final Run run;
  private final Block block;
  private final Evaluator evaluator;

  BlockRunner(Run run, Block block) {
    this.run = run;
    this.block = block;
    this.evaluator = new Evaluator(run);
  }

  /** How a block was left. */
  private enum Left {
    AT_ITS_END,
    BY_BREAK,
    BY_CONTINUE
  }

  void run(Scope scope, Value dot) {
    block(block, scope, dot);
  }

  private Left block(Block statements, Scope scope, Value dot) {
    for (Statement statement : statements.statements()) {
      Left left = statement(statement, scope, dot);
      if (left != Left.AT_ITS_END) {
        return left;
      }
    }
    return Left.AT_ITS_END;
  }

  private Left statement(Statement statement, Scope scope, Value dot) {
    run.at(statement);
    switch (statement) {
      case Node.Text text -> run.write(text.text());
      case Node.Action action -> {
        Value value = evaluator.pipeline(action.pipeline(), scope, dot);
        if (action.pipeline().variables().isEmpty()) {
          run.at(action);
          run.write(GoPrinter.action(value));
        }
      }
      case Node.If branch -> {
        return branch(branch.condition(), false, branch.then(), branch.otherwise(), scope, dot);
      }
      case Node.With branch -> {
        return branch(branch.value(), true, branch.then(), branch.otherwise(), scope, dot);
      }
      case Node.Range range -> {
        return range(range, scope, dot);
      }
      case Node.Break _ -> {
        return Left.BY_BREAK;
      }
      case Node.Continue _ -> {
        return Left.BY_CONTINUE;
      }
      case Node.Invocation invocation -> {
        run.requireTemplate(invocation.name());
        Node.Pipeline argument = invocation.argument();
        Value given =
            argument == null ? Value.Missing.VALUE : evaluator.pipeline(argument, scope, dot);
        run.at(invocation);
        run.invoke(invocation.name(), given);
      }
    }
    return Left.AT_ITS_END;
  }

  private Left branch(
      Node.Pipeline condition,
      boolean setsDot,
      Block then,
      @Nullable Block otherwise,
      Scope scope,
      Value dot) {
    int mark = scope.mark();
    Value value = evaluator.pipeline(condition, scope, dot);
    Left left = Left.AT_ITS_END;
    if (value.truth()) {
      left = block(then, scope, setsDot ? value : dot);
    } else if (otherwise != null) {
      left = block(otherwise, scope, dot);
    }
    scope.back(mark);
    return left;
  }

  private Left range(Node.Range range, Scope scope, Value dot) {
    int mark = scope.mark();
    Value over = evaluator.pipeline(range.over(), scope, dot);
    boolean any =
        switch (over) {
          case Value.Listing listing -> {
            int i = 0;
            for (Value item : listing.items()) {
              if (!iteration(range, scope, new Value.Int(i++), item)) {
                break;
              }
            }
            yield !listing.items().isEmpty();
          }
          case Value.Dict dict -> {
            for (Map.Entry<String, Value> entry : dict.entries().entrySet()) {
              if (!iteration(range, scope, new Value.Text(entry.getKey()), entry.getValue())) {
                break;
              }
            }
            yield !dict.entries().isEmpty();
          }
          case Value.Int(long count) -> {
            if (range.over().variables().size() > 1) {
              throw run.error("can't use " + count + " to iterate over more than one variable");
            }
            for (long i = 0; i < count; i++) {
              if (!iteration(range, scope, new Value.Int(i), new Value.Int(i))) {
                break;
              }
            }
            yield count > 0;
          }
          case Value.Missing _ -> false;
          default -> throw run.error("range can't iterate over " + GoPrinter.plain(over));
        };
    Block otherwise = range.otherwise();
    Left left = Left.AT_ITS_END;
    if (!any && otherwise != null) {
      left = block(otherwise, scope, dot);
    }
    scope.back(mark);
    return left;
  }

  /** One turn of a range; false where it is the last. */
  private boolean iteration(Node.Range range, Scope scope, Value index, Value item) {
    run.at(range);
    int variables = range.over().variables().size();
    if (variables > 0) {
      scope.setFromTop(1, item);
    }
    if (variables > 1) {
      scope.setFromTop(2, index);
    }
    int mark = scope.mark();
    Left left = block(range.each(), scope, item);
    scope.back(mark);
    return left != Left.BY_BREAK;
  }
}
