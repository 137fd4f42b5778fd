package org.conversationsessions.bench;

import java.util.List;

/**
 * What was measured, as it is written to a file.
 *
 * @param sizes one for each number of sessions, ascending
 */
public record Figures(List<Size> sizes) {
  /** Copies what can change. */
  public Figures {
    sizes = List.copyOf(sizes);
  }

  /**
   * What was measured with one number of sessions.
   *
   * @param sessions how many the bot had
   * @param itemBytes how large a stored session is on average
   * @param rows one for each question
   * @param depths pages ever deeper
   */
  public record Size(long sessions, long itemBytes, List<Row> rows, List<Depth> depths) {
    /** Copies what can change. */
    public Size {
      rows = List.copyOf(rows);
      depths = List.copyOf(depths);
    }

    /** The row of a question. */
    public Row row(String name) {
      return rows.stream()
          .filter(row -> row.row.equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("not measured: " + name));
    }
  }

  /**
   * What a question cost.
   *
   * @param row what it is called
   * @param total how many sessions match
   * @param returned how many are on the page
   * @param readUnits read units of all calls
   * @param itemsRead items that DynamoDB read for them
   * @param calls calls of DynamoDB
   * @param roundTrips how many of them at most must wait for each other
   * @param milliseconds the median of several runs; of DynamoDB Local, so only their proportions
   *     mean anything
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
   * What a page of the whole week cost.
   *
   * @param skip how many sessions it passes over
   * @param readUnits read units of all calls
   */
  public record Depth(long skip, double readUnits) {}
}
