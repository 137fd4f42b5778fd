package org.conversationsessions.local.cli.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.concurrent.Callable;
import org.conversationsessions.local.cli.Surroundings;

/** One piece of work on a registry: a subcommand of {@code bin/admin}. */
abstract class Work implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  private final Installation installation;
  private final Surroundings surroundings;

  Work(Installation installation, Surroundings surroundings) {
    this.installation = installation;
    this.surroundings = surroundings;
  }

  /** Does the work. */
  abstract void on(Access access);

  @Override
  public final Integer call() {
    try (Access access = installation.open()) {
      on(access);
    }
    return 0;
  }

  final Surroundings surroundings() {
    return surroundings;
  }

  /** Prints a result for programs. */
  final void printJson(Object value) {
    try {
      surroundings.out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and lists of text can be written", e);
    }
  }

  /** Prints a result for people: a name and a value on each line. */
  final void printLines(Map<String, String> values) {
    values.forEach((name, value) -> surroundings.out().printf("%-8s %s%n", name, value));
  }

  /** Tells something that is no result. */
  final void tell(String line) {
    surroundings.err().println(line);
  }
}
