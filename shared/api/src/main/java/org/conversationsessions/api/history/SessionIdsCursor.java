package org.conversationsessions.api.history;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.conversationsessions.api.fields.CursorText;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.JsonWriter;

/**
 * The cursor of a page of sessions queried by identifier. It contains the identifiers, so that the
 * cursor alone continues the page. Texts that cannot be identifiers are left out, because they have
 * no maximum length. It grants no access: its sender is checked like every caller.
 *
 * @param ids all identifiers of the query, at most {@link HistoryRequest#MAX_IDS}
 * @param after the last session of the page
 */
record SessionIdsCursor(Set<SessionId> ids, SessionId after) {
  private static final int LENGTH = 24;

  /** Sorts the identifiers, so that equal queries have equal cursors. */
  SessionIdsCursor {
    ids = new TreeSet<>(ids);
  }

  /** Returns the session identifiers among the texts, ignoring case. */
  static Set<SessionId> ids(Iterable<String> texts) {
    Set<SessionId> ids = new LinkedHashSet<>();
    texts.forEach(text -> id(text).ifPresent(ids::add));
    return ids;
  }

  /** Returns the session identifier that a text contains, ignoring case. */
  static Optional<SessionId> id(String text) {
    String digits = text.toLowerCase(Locale.ROOT);
    return SessionId.isValid(digits) ? Optional.of(new SessionId(digits)) : Optional.empty();
  }

  /** Returns the opaque text. */
  String text() {
    JsonWriter json = new JsonWriter(2048).beginObject();
    json.name("after").string(after.value()).name("ids").beginArray();
    ids.forEach(id -> json.string(id.value()));
    return CursorText.of(json.endArray().endObject());
  }

  /** Reads the text; empty if it is not a cursor of this kind. */
  static Optional<SessionIdsCursor> read(String text) {
    return CursorText.read(text, SessionIdsCursor::fields, SessionIdsCursor::text);
  }

  private static SessionIdsCursor fields(FieldReader fields) {
    List<String> ids =
        fields.strings("ids", 1, HistoryRequest.MAX_IDS, LENGTH, LENGTH).orElse(List.of());
    return new SessionIdsCursor(ids(ids), CursorText.sessionId(fields, "after"));
  }

  /** Returns the identifiers as texts. */
  List<String> asTexts() {
    return ids.stream().map(SessionId::value).collect(Collectors.toList());
  }
}
