package org.conversationsessions.cli.export;

/** The form of an export. */
enum ExportFormat {
  /** A JSON object a line. */
  NDJSON,
  /** Comma-separated values (RFC 4180), with a header. */
  CSV;

  /**
   * Returns what formats the rows.
   *
   * @param messages whether the export has messages
   */
  ExportRows rows(boolean messages) {
    return switch (this) {
      case NDJSON -> new NdjsonRows();
      case CSV -> new CsvRows(messages);
    };
  }
}
