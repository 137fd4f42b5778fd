package org.conversationsessions.local.runner.stream;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the functions that read streams need of the machine.
 *
 * @param streams the tables' streams
 * @param checkpoints a folder, made if missing, for how far each function has read; queues'
 *     messages are kept in {@code queues} next to it. Empty: both are forgotten when the process
 *     ends, as a database in memory is
 */
public record StreamAccess(TableStreams streams, Optional<Path> checkpoints) {
  /** For templates without streams. */
  public static StreamAccess none() {
    return new StreamAccess(
        table -> {
          throw new IllegalArgumentException("there is no stream of " + table);
        },
        Optional.empty());
  }
}
