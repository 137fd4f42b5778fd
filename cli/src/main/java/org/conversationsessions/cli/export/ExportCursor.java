package org.conversationsessions.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;

/**
 * How far an export has come. It contains the whole request, so that the cursor alone continues the
 * export. It names the end user if the request does, and grants no access.
 *
 * @param request what is exported
 * @param window the window of the history that is read next, within the request's range. Windows
 *     follow each other from the newest to the oldest
 * @param page the API's cursor of the window's next page; empty for its first page
 * @param totals what has been written before
 */
record ExportCursor(
    ExportRequest request, TimeWindow window, Optional<String> page, ExportTotals totals) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the cursor of an export that has not begun. */
  static ExportCursor start(ExportRequest request, int days) {
    return new ExportCursor(
        request,
        lastDays(request.range(), request.range().to(), days),
        Optional.empty(),
        ExportTotals.NONE);
  }

  /** Returns the cursor of the window's next page. */
  ExportCursor withPage(String next, ExportTotals written) {
    return new ExportCursor(request, window, Optional.of(next), written);
  }

  /**
   * Returns the cursor of the next window; empty if this window was the last one.
   *
   * @param days the number of days of a window
   */
  Optional<ExportCursor> withNextWindow(int days, ExportTotals written) {
    if (!window.from().isAfter(request.range().from())) {
      return Optional.empty();
    }
    TimeWindow next = lastDays(request.range(), window.from().minusMillis(1), days);
    return Optional.of(new ExportCursor(request, next, Optional.empty(), written));
  }

  /** Returns this cursor with a window of the same end and of one day at most. */
  ExportCursor withinOneDay() {
    return new ExportCursor(request, lastDays(request.range(), window.to(), 1), page, totals);
  }

  /** Returns whether the window is in one day. */
  boolean isWithinOneDay() {
    return withinOneDay().window().equals(window);
  }

  /** Windows begin at midnight, because whole days are counted more cheaply. */
  private static TimeWindow lastDays(TimeWindow range, Instant to, int days) {
    Instant midnight = to.truncatedTo(ChronoUnit.DAYS).minus(days - 1L, ChronoUnit.DAYS);
    return new TimeWindow(Collections.max(List.of(midnight, range.from())), to);
  }

  /** Returns the opaque text, of characters that need no quotes in a shell. */
  String text() {
    ObjectNode json = JSON.createObjectNode().put("bot", request.bot().value());
    request.user().ifPresent(user -> json.put("user", user));
    json.put("from", request.range().from().toEpochMilli())
        .put("to", request.range().to().toEpochMilli())
        .put("messages", request.messages())
        .put("format", request.format().name())
        .put("windowFrom", window.from().toEpochMilli())
        .put("windowTo", window.to().toEpochMilli());
    page.ifPresent(next -> json.put("page", next));
    json.put("sessionCount", totals.sessions())
        .put("messageCount", totals.messages())
        .put("bytes", totals.bytes());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(json));
  }

  /**
   * Reads a cursor.
   *
   * @throws CliException if the text is not a cursor of this command
   */
  static ExportCursor read(String text) {
    return decoded(text)
        // A cursor that does not encode to the same text contains something unknown.
        .filter(cursor -> cursor.text().equals(text))
        .orElseThrow(
            () ->
                new CliException(
                    "--cursor is not a cursor that bin/admin export printed: copy the whole of"
                        + " it"));
  }

  private static Optional<ExportCursor> decoded(String text) {
    try {
      return Optional.of(read(JSON.readTree(Base64.getUrlDecoder().decode(text))));
    } catch (IOException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static ExportCursor read(JsonNode json) {
    return new ExportCursor(
        new ExportRequest(
            new BotId(json.path("bot").asText()),
            Optional.ofNullable(json.path("user").textValue()),
            window(json, "from", "to"),
            json.path("messages").asBoolean(),
            ExportFormat.valueOf(json.path("format").asText())),
        window(json, "windowFrom", "windowTo"),
        Optional.ofNullable(json.path("page").textValue()),
        new ExportTotals(
            json.path("sessionCount").asLong(),
            json.path("messageCount").asLong(),
            json.path("bytes").asLong()));
  }

  private static TimeWindow window(JsonNode json, String from, String to) {
    return new TimeWindow(
        Instant.ofEpochMilli(json.path(from).asLong()),
        Instant.ofEpochMilli(json.path(to).asLong()));
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }
}
