package org.conversationsessions.bench;

import java.util.List;

/**
 * The measured figures, as written to a file.
 *
 * @param sizes one for each number of sessions, ascending
 */
public record Figures(List<Size> sizes) {
  /** Copies the lists. */
  public Figures {
    sizes = List.copyOf(sizes);
  }

  /**
   * The figures at one number of sessions.
   *
   * @param sessions the bot's sessions
   * @param itemBytes the average size of a stored session in bytes
   * @param rows one for each query
   * @param depths pages at growing depth
   */
  public record Size(long sessions, long itemBytes, List<Row> rows, List<Depth> depths) {
    /** Copies the lists. */
    public Size {
      rows = List.copyOf(rows);
      depths = List.copyOf(depths);
    }

    /** Returns the row of a query. */
    public Row row(String name) {
      return rows.stream()
          .filter(row -> row.row.equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("not measured: " + name));
    }
  }

  /**
   * The cost of a query.
   *
   * @param row the query's name
   * @param total the sessions that match
   * @param returned the sessions on the page
   * @param readUnits read units of all calls
   * @param itemsRead items that DynamoDB read for them
   * @param calls calls of DynamoDB
   * @param roundTrips the longest chain of calls that wait for each other
   * @param milliseconds the median of several runs with DynamoDB Local: only ratios are meaningful
   */
  public record Row(
      String row,
      long total,
      int returned,
      double readUnits,
      long itemsRead,
      int calls,
      int roundTrips,
      double milliseconds) {}

  /**
   * The cost of a page of the whole week.
   *
   * @param skip the sessions before the page
   * @param readUnits read units of all calls
   */
  public record Depth(long skip, double readUnits) {}
}
