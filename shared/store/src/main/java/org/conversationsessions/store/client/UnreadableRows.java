package org.conversationsessions.store.client;

import org.conversationsessions.application.UnreadableItemException;

/**
 * Skips damaged items when a list of items is read, so one damaged item does not hide the others.
 * Each skipped item is logged as a JSON line with level WARN. The counters skip the same items.
 */
public final class UnreadableRows {
  private UnreadableRows() {}

  /** Runs code that reads an item. Catches and logs {@link UnreadableItemException}. */
  public static void skipUnreadable(Runnable reading) {
    try {
      reading.run();
    } catch (UnreadableItemException e) {
      // The message contains only fixed texts and attribute names: nothing to escape.
      System.out.println(
          "{\"level\":\"WARN\",\"message\":\"a row was left out\",\"error\":\""
              + e.getMessage()
              + "\"}");
    }
  }
}
