package org.conversationsessions.local.runner.stream;

/** Finds the streams of tables. */
@FunctionalInterface
public interface TableStreams {
  /**
   * Returns the current stream of a table.
   *
   * @param table its name
   * @throws IllegalArgumentException if it has none
   */
  TableStream of(String table);
}
