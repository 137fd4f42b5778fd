package org.conversationsessions.store.client;

import org.conversationsessions.application.UnreadableItemException;

/**
 * Leaves out of a listing what can never be read, as the counters do: one damaged row of a day must
 * not keep all others from being read. The log tells of it.
 */
public final class UnreadableRows {
  private UnreadableRows() {}

  /** Does what reads a row; if the row cannot be read, writes a line to the log instead. */
  public static void unlessReadable(Runnable reading) {
    try {
      reading.run();
    } catch (UnreadableItemException e) {
      // The texts of these exceptions name kinds of items and attributes: nothing to escape.
      System.out.println(
          "{\"level\":\"WARN\",\"message\":\"a row was left out\",\"error\":\""
              + e.getMessage()
              + "\"}");
    }
  }
}
