package org.conversationsessions.api.history;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.session.SessionId;

/**
 * Where a page of sessions asked for by identifier ended, and the identifiers asked for, so that
 * the cursor alone continues the page. Texts that cannot be identifiers are not carried along: they
 * may be of any length. It grants nothing: who sends it is checked like anybody else.
 *
 * @param ids all identifiers asked for, at most {@link HistoryRequest#MAX_IDS}
 * @param after the last session shown
 */
record SessionIdsCursor(Set<SessionId> ids, SessionId after) {
  private static final int LENGTH = 24;

  /** Puts the identifiers into one order, so that equal questions have equal cursors. */
  SessionIdsCursor {
    ids = new TreeSet<>(ids);
  }

  /** Returns those of the texts that can be identifiers, in whatever case of letters. */
  static Set<SessionId> ids(Iterable<String> texts) {
    Set<SessionId> ids = new LinkedHashSet<>();
    texts.forEach(text -> id(text).ifPresent(ids::add));
    return ids;
  }

  /** Returns the identifier that a text is, in whatever case of letters. */
  static Optional<SessionId> id(String text) {
    String digits = text.toLowerCase(Locale.ROOT);
    return SessionId.isValid(digits) ? Optional.of(new SessionId(digits)) : Optional.empty();
  }

  /** The opaque text. */
  String text() {
    JsonWriter json = new JsonWriter(2048).beginObject();
    json.name("after").text(after.value()).name("ids").beginArray();
    ids.forEach(id -> json.text(id.value()));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.endArray().endObject().finish().toArray());
  }

  /** Reads the text; empty if it is not one of these. */
  static Optional<SessionIdsCursor> read(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    // One that does not give the same text again holds something that was not understood.
    return JsonReader.read(Bytes.copyOf(bytes), JsonReader.Duplicates.REFUSED)
        .object()
        .filter(object -> object.members().containsKey("ids"))
        .map(object -> FieldReader.read(object, SessionIdsCursor::fields))
        .flatMap(
            read ->
                read instanceof ParseResult.Value<SessionIdsCursor>(var cursor)
                    ? Optional.of(cursor)
                    : Optional.empty())
        .filter(cursor -> cursor.text().equals(text));
  }

  private static SessionIdsCursor fields(FieldReader fields) {
    List<String> ids =
        fields.texts("ids", 1, HistoryRequest.MAX_IDS, LENGTH, LENGTH).orElse(List.of());
    return new SessionIdsCursor(
        ids(ids),
        id(fields.requiredText("after", LENGTH, LENGTH))
            .orElseThrow(() -> fields.invalid("after", "is no session's identifier")));
  }

  /** The identifiers as texts. */
  List<String> asTexts() {
    return ids.stream().map(SessionId::value).collect(Collectors.toList());
  }
}
