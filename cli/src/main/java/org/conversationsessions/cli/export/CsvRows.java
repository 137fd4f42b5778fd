package org.conversationsessions.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of CSV (RFC 4180). Sessions and messages have the same columns; the first one says which of
 * them a row is. A list is a cell with a JSON array. A cell that a spreadsheet would take for a
 * formula begins with an apostrophe.
 */
final class CsvRows implements ExportRows {
  /** The characters with which a spreadsheet's formula may begin. */
  private static final String FORMULA = "=+-@\t\r\n";

  private static final String NEEDS_QUOTES = ",\"\r\n";

  /**
   * A column.
   *
   * @param name its name in the header
   * @param ofSession its cell of a session
   * @param ofMessage its cell of a message
   */
  private record Column(
      String name, Function<JsonNode, String> ofSession, Function<JsonNode, String> ofMessage) {}

  private static final List<Column> OF_SESSIONS =
      List.of(
          new Column("record", _ -> "session", _ -> "message"),
          both("sessionId", "/sessionId", "/sessionId"),
          both("botId", "/botId", "/botId"),
          both("userId", "/userId", "/createdBy"),
          both("channel", "/channel", "/chnl"),
          session("start_time"),
          session("end_time"),
          session("session_lang"),
          session("sessionType"),
          session("containmentType"),
          session("isDeveloper"),
          session("sessionStatus"),
          both("userTags", "/tags/userTags", "/tags/userTags"),
          both("sessionTags", "/tags/sessionTags", "/tags/sessionTags"),
          session("noOfMessagesExchanged"),
          session("noOfTasksExecuted"),
          session("closeReason"),
          session("closedAt"));

  private static final List<Column> OF_MESSAGES =
      List.of(
          message("_id", "/_id"),
          message("type", "/type"),
          message("createdOn", "/createdOn"),
          message("lang", "/lang"),
          message("text", "/components/0/data/text"),
          message("tN", "/tN"),
          message("messageTags", "/tags/messageTags"));

  private final List<Column> columns;

  /**
   * Creates a formatter.
   *
   * @param messages whether there are columns for messages
   */
  CsvRows(boolean messages) {
    columns =
        messages ? Stream.concat(OF_SESSIONS.stream(), OF_MESSAGES.stream()).toList() : OF_SESSIONS;
  }

  @Override
  public String header() {
    return row(Column::name);
  }

  @Override
  public String session(JsonNode session) {
    return row(column -> column.ofSession().apply(session));
  }

  @Override
  public String message(JsonNode message) {
    return row(column -> column.ofMessage().apply(message));
  }

  private String row(Function<Column, String> text) {
    return columns.stream()
        .map(column -> cell(text.apply(column)))
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  /** Returns a text as a cell, which no spreadsheet takes for a formula. */
  static String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    boolean quoted = formula || text.chars().anyMatch(c -> NEEDS_QUOTES.indexOf(c) >= 0);
    return quoted ? '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"' : text;
  }

  private static Column both(String name, String inSession, String inMessage) {
    return new Column(name, at(inSession), at(inMessage));
  }

  private static Column session(String name) {
    return new Column(name, at('/' + name), _ -> "");
  }

  private static Column message(String name, String pointer) {
    return new Column(name, _ -> "", at(pointer));
  }

  /** Returns the text of a value, the JSON of an array, and the empty text for a missing value. */
  private static Function<JsonNode, String> at(String pointer) {
    return row -> {
      JsonNode value = row.at(pointer);
      return value.isContainerNode() ? value.toString() : value.asText("");
    };
  }
}
