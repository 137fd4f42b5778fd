package org.conversationsessions.cli.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.concurrent.Callable;
import org.conversationsessions.cli.CommandContext;

/** A subcommand of {@code bin/admin} that reads or changes a registry. */
public abstract class RegistryCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  private final TargetOptions target;
  private final CommandContext context;

  /** Creates a command on the installation that the options name when it runs. */
  protected RegistryCommand(TargetOptions target, CommandContext context) {
    this.target = target;
    this.context = context;
  }

  /** Runs the command on the open registry. */
  protected abstract void run(RegistryConnection registry);

  @Override
  public final Integer call() {
    try (RegistryConnection registry = target.openRegistry()) {
      run(registry);
    }
    return 0;
  }

  /** Returns the context that the command runs in. */
  protected final CommandContext context() {
    return context;
  }

  /** Prints a result as indented JSON. */
  protected final void printJson(Object value) {
    try {
      context.out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and lists of text can be written", e);
    }
  }

  /** Prints a result for people: a name and a value on each line. */
  protected final void printLines(Map<String, String> values) {
    values.forEach((name, value) -> context.out().printf("%-8s %s%n", name, value));
  }

  /** Prints a hint to standard error. */
  protected final void printHint(String line) {
    context.err().println(line);
  }
}
