package org.conversationsessions.local.runner.stream;

/** Gives access to the streams of tables. */
@FunctionalInterface
public interface TableStreams {
  /**
   * The present stream of a table.
   *
   * @param table its name
   * @throws IllegalArgumentException if it has none
   */
  TableStream of(String table);
}
