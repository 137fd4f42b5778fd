package org.conversationsessions.api.erasure;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.api.time.IsoTime;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;

/** The body of {@code POST …/conversations/delete} (contract, section 15). */
public sealed interface DeleteConversationsRequest {
  /**
   * Sessions by their identifiers.
   *
   * @param sessions the well-formed ones
   * @param requested the number of different identifiers
   */
  record ById(Set<SessionId> sessions, int requested) implements DeleteConversationsRequest {}

  /**
   * The sessions of an end user that started in a time range.
   *
   * @param userId the end user
   * @param from the first start, inclusive
   * @param to the last start, inclusive
   */
  record OfUser(String userId, Instant from, Instant to) implements DeleteConversationsRequest {}

  /** Reads the body. */
  static DeleteConversationsRequest read(FieldReader fields, Instant now) {
    Optional<List<String>> ids = fields.strings("conversationIds", 1, 100, 1, 256);
    Optional<String> user = fields.identifier("cId", 1, ConversationKey.MAX_USER);
    Optional<IsoTime> from = time(fields, "startDate");
    Optional<IsoTime> to = time(fields, "endDate");
    if (ids.isPresent()) {
      return byId(ids.get());
    }
    if (user.isEmpty()) {
      throw fields.missing("conversationIds");
    }
    if (to.map(IsoTime::instant).filter(now::isBefore).isPresent()) {
      throw fields.refused(
          ApiError.badRequest(
              "endDate is in the future: "
                  + WireTime.of(to.get().instant())
                  + " was read, and it is "
                  + WireTime.of(now)));
    }
    Instant begin = from.map(IsoTime::instant).orElse(Instant.EPOCH);
    // A date means its last millisecond, which may be to come.
    Instant end = to.map(IsoTime::lastInstant).filter(last -> !last.isAfter(now)).orElse(now);
    if (begin.isAfter(end)) {
      throw fields.refused(
          ApiError.badRequest(
              "startDate is after endDate: "
                  + WireTime.of(begin)
                  + " and "
                  + WireTime.of(end)
                  + " were read"));
    }
    return new OfUser(user.get(), begin, end);
  }

  private static ById byId(List<String> texts) {
    Set<String> different = new LinkedHashSet<>();
    texts.forEach(text -> different.add(text.toLowerCase(Locale.ROOT)));
    Set<SessionId> sessions = new LinkedHashSet<>();
    different.stream().filter(SessionId::isValid).map(SessionId::new).forEach(sessions::add);
    return new ById(sessions, different.size());
  }

  private static Optional<IsoTime> time(FieldReader fields, String name) {
    return fields
        .string(name, 1, 256)
        .map(
            text ->
                IsoTime.read(text)
                    .orElseThrow(
                        () ->
                            fields.refused(
                                ApiError.badRequest(
                                    name
                                        + ": \""
                                        + Excerpt.of(text)
                                        + "\" is not a date (yyyy-mm-dd or ISO 8601)"))));
  }
}
