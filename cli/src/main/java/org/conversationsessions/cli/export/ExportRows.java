package org.conversationsessions.cli.export;

import com.fasterxml.jackson.databind.JsonNode;

/** Formats the rows of an export. A row ends with a line break. */
interface ExportRows {
  /** Returns the text before the first row; empty if there is none. */
  String header();

  /** Returns the row of a session in the form of the history (contract, section 5). */
  String session(JsonNode session);

  /** Returns the row of a message in the form of {@code getMessagesV2} (contract, section 14). */
  String message(JsonNode message);
}
