package org.conversationsessions.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes the sessions of a bot, and with them their messages, to an output. It goes through the
 * history in windows of at most seven days that do not overlap, from the newest to the oldest, and
 * in each window from page to page by cursor. A session's start never changes, so each session is
 * in one window and on one page. Messages are found by their sessions and not by their times, so a
 * session that continues in the next window has all its messages.
 *
 * <p>It holds one answer of the service at a time, of at most 5 MB (contract, sections 5 and 14).
 */
final class Exporter {
  /** The longest range of a query by default (contract, section 5). */
  static final int WINDOW_DAYS = 7;

  private static final int PAGE = 1000;

  /** The most sessions that a query for messages may name (contract, section 14). */
  private static final int PAGE_WITH_MESSAGES = 50;

  private static final int PAGE_OF_MESSAGES = 5000;

  private final HistoryResource sessions;
  private final HistoryResource messages;
  private final ExportOutput output;
  private final Consumer<ExportCursor> progress;
  private ExportTotals totals = ExportTotals.NONE;

  /** The days of a window: one, once the service has refused more. */
  private int windowDays = WINDOW_DAYS;

  /**
   * Creates an exporter for one export.
   *
   * @param sessions the bot's {@code getSessions}
   * @param messages the bot's {@code getMessagesV2}
   * @param progress takes the cursor after each page, when everything before it is durable
   */
  Exporter(
      HistoryResource sessions,
      HistoryResource messages,
      ExportOutput output,
      Consumer<ExportCursor> progress) {
    this.sessions = sessions;
    this.messages = messages;
    this.output = output;
    this.progress = progress;
  }

  /**
   * Exports what follows a cursor.
   *
   * @return what has been written of the export, before the cursor too
   * @throws org.conversationsessions.cli.CliException if the service refuses or the output cannot
   *     be written
   */
  ExportTotals run(ExportCursor start) throws InterruptedException {
    ExportRows rows = start.request().format().rows(start.request().messages());
    totals = start.totals();
    Optional<ExportCursor> next = Optional.of(start);
    while (next.isPresent()) {
      next = exportPage(next.get(), rows);
      if (next.isPresent()) {
        output.checkpoint(next.get());
        progress.accept(next.get());
      }
    }
    output.finish();
    return totals;
  }

  /** Writes a page of sessions, then their messages; returns the cursor of the next page. */
  private Optional<ExportCursor> exportPage(ExportCursor asked, ExportRows rows)
      throws InterruptedException {
    ExportCursor at = asked;
    HistoryResource.Answer answer = sessions.ask(query(at));
    if (answer instanceof HistoryResource.Answer.BadQuery && !at.isWithinOneDay()) {
      // A deployment may allow shorter ranges only, of a day at least.
      windowDays = 1;
      at = at.withinOneDay();
      answer = sessions.ask(query(at));
    }
    return switch (answer) {
      case HistoryResource.Answer.BadQuery(var reason) -> throw HistoryResource.refused(reason);
      case HistoryResource.Answer.Page page -> {
        if (totals.bytes() == 0) {
          write(rows.header());
        }
        writeSessions(page.rows(), rows);
        if (at.request().messages() && !page.rows().isEmpty()) {
          writeMessages(page.rows().findValuesAsText("sessionId"), rows);
        }
        yield page.next().isPresent()
            ? Optional.of(at.withPage(page.next().get(), totals))
            : at.withNextWindow(windowDays, totals);
      }
    };
  }

  private void writeSessions(JsonNode found, ExportRows rows) {
    for (JsonNode session : found) {
      write(rows.session(session));
      totals = totals.plusSession();
    }
  }

  /** Writes the messages of sessions, the oldest first. */
  private void writeMessages(List<String> ids, ExportRows rows) throws InterruptedException {
    switch (messages.ask(query(ids))) {
      case HistoryResource.Answer.BadQuery(var reason) -> {
        // The service bounds what it reads for a query (contract, section 14).
        if (ids.size() == 1) {
          throw HistoryResource.refused(reason);
        }
        writeMessages(ids.subList(0, ids.size() / 2), rows);
        writeMessages(ids.subList(ids.size() / 2, ids.size()), rows);
      }
      case HistoryResource.Answer.Page first -> {
        writeMessages(first.rows(), rows);
        for (Optional<String> next = first.next(); next.isPresent(); ) {
          HistoryResource.Answer.Page page =
              messages.page(limited(PAGE_OF_MESSAGES).put("cursor", next.get()));
          writeMessages(page.rows(), rows);
          next = page.next();
        }
      }
    }
  }

  private void writeMessages(JsonNode found, ExportRows rows) {
    for (JsonNode message : found) {
      write(rows.message(message));
      totals = totals.plusMessage();
    }
  }

  private void write(String text) {
    totals = totals.plusBytes(output.write(text));
  }

  private static ObjectNode query(ExportCursor at) {
    ExportRequest request = at.request();
    ObjectNode query = limited(request.messages() ? PAGE_WITH_MESSAGES : PAGE);
    if (at.page().isPresent()) {
      return query.put("cursor", at.page().get());
    }
    request.user().ifPresent(user -> query.put("userId", user));
    return query
        .put("dateFrom", at.window().from().toString())
        .put("dateTo", at.window().to().toString());
  }

  private static ObjectNode query(List<String> ids) {
    ObjectNode query = limited(PAGE_OF_MESSAGES).put("forward", true);
    ArrayNode named = query.putArray("sessionId");
    ids.forEach(named::add);
    return query;
  }

  private static ObjectNode limited(int limit) {
    return JsonNodeFactory.instance.objectNode().put("limit", limit);
  }
}
