package org.conversationsessions.local.runner.stream;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Access to the tables' streams, and where positions in them are stored.
 *
 * @param streams the tables' streams
 * @param checkpoints a folder, created if missing, for the position of each mapping; queued
 *     messages are stored in the folder {@code queues} next to it. Empty: both are lost when the
 *     process ends, like a database in memory
 */
public record StreamAccess(TableStreams streams, Optional<Path> checkpoints) {
  /** Returns access for templates without streams. */
  public static StreamAccess none() {
    return new StreamAccess(
        table -> {
          throw new IllegalArgumentException("no stream for table " + table);
        },
        Optional.empty());
  }
}
