package org.conversationsessions.cli.export;

/**
 * What an export has written, by all commands that worked on it.
 *
 * @param sessions the number of sessions
 * @param messages the number of messages
 * @param bytes the length of the output, in bytes of UTF-8
 */
record ExportTotals(long sessions, long messages, long bytes) {
  static final ExportTotals NONE = new ExportTotals(0, 0, 0);

  ExportTotals {
    if (sessions < 0 || messages < 0 || bytes < 0) {
      throw new IllegalArgumentException("a number is negative");
    }
  }

  ExportTotals plusBytes(long more) {
    return new ExportTotals(sessions, messages, bytes + more);
  }

  ExportTotals plusSession() {
    return new ExportTotals(sessions + 1, messages, bytes);
  }

  ExportTotals plusMessage() {
    return new ExportTotals(sessions, messages + 1, bytes);
  }

  /** Returns the numbers for people. */
  @Override
  public String toString() {
    return counted(sessions, "session") + ", " + counted(messages, "message");
  }

  private static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
