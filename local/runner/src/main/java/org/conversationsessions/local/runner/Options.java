package org.conversationsessions.local.runner;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How the service runs on this machine.
 *
 * @param root the checkout, with {@code template.yaml} and the functions' artifacts
 * @param home the folder for logs, events, credentials and other files; usually {@code .local} of
 *     the checkout
 * @param port the port; 0 for any free one
 * @param data the data folder; empty: in memory
 * @param dynamodb an external database to use
 * @param schedule whether schedules fire
 * @param warmUp whether functions' processes start before their first invocation
 * @param parameters values for the template's parameters
 */
public record Options(
    Path root,
    Path home,
    int port,
    Optional<Path> data,
    Optional<URI> dynamodb,
    boolean schedule,
    boolean warmUp,
    Map<String, String> parameters) {
  /** Makes defensive copies. */
  public Options {
    parameters = Map.copyOf(parameters);
    if (data.isPresent() && dynamodb.isPresent()) {
      throw new IllegalArgumentException("--data and --dynamodb exclude each other");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port takes a number from 0 to 65535, not " + port);
    }
    data.filter(place -> Files.exists(place) && !Files.isDirectory(place))
        .ifPresent(
            file -> {
              throw new IllegalArgumentException("--data takes a folder, not a file: " + file);
            });
    dynamodb
        .filter(url -> url.getHost() == null || !String.valueOf(url.getScheme()).startsWith("http"))
        .ifPresent(
            url -> {
              throw new IllegalArgumentException(
                  "--dynamodb takes a URL such as http://127.0.0.1:8000, not " + url);
            });
  }

  /**
   * Returns options for tests: any free port, a database in memory, no schedule, files in the given
   * folder.
   */
  public static Options forTest(Path root, Path home) {
    return new Options(root, home, 0, Optional.empty(), Optional.empty(), false, false, Map.of());
  }

  /**
   * Returns the folder for stream positions; empty if the database forgets everything when it ends.
   */
  Optional<Path> checkpoints() {
    return data.isPresent() || dynamodb.isPresent()
        ? Optional.of(state().resolve("streams"))
        : Optional.empty();
  }

  /** Returns the folder for state that outlives a restart. */
  Path state() {
    return data.orElse(home);
  }
}
