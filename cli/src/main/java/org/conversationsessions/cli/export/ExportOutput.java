package org.conversationsessions.cli.export;

/** Where an export goes. Not thread-safe. */
interface ExportOutput extends AutoCloseable {
  /**
   * Appends a text.
   *
   * @return the number of bytes written
   * @throws org.conversationsessions.cli.CliException if it cannot be written
   */
  int write(String text);

  /** Makes durable what was written, together with the cursor that continues after it. */
  void checkpoint(ExportCursor cursor);

  /** Makes the output complete. */
  void finish();

  /** Says how a broken export is continued, in words that follow the error. */
  String advice(ExportCursor cursor);

  @Override
  void close();
}
