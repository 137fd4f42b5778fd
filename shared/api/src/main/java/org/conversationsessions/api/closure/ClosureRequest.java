package org.conversationsessions.api.closure;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.Identifier;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.JsonWriter;

/**
 * A request to close live sessions.
 *
 * @param userId the end user; empty if only the session is given
 * @param channel limits the request to this channel
 * @param session limits the request to this session
 */
public record ClosureRequest(
    Optional<String> userId, Optional<String> channel, Optional<SessionId> session) {
  private static final int HEX_DIGITS = 24;

  /**
   * Reads the body.
   *
   * @param userIdentity the end user that the caller's token identifies. It replaces a missing
   *     {@code userId}, except when a session is given, which may be any user's.
   */
  public static ClosureRequest read(FieldReader fields, Optional<String> userIdentity) {
    fields.choice("status", Map.of("inactive", true));
    Optional<String> userId = fields.identifier("userId", 1, ConversationKey.MAX_USER);
    Optional<String> channel = fields.identifier("channel", 1, ConversationKey.MAX_CHANNEL);
    Optional<SessionId> session =
        fields
            .string("sessionId", 1, HEX_DIGITS)
            .map(
                text ->
                    session(text)
                        .orElseThrow(
                            () -> fields.invalid("sessionId", "must be 24 hexadecimal digits")));
    if (session.isPresent()) {
      return new ClosureRequest(userId, channel, session);
    }
    Optional<String> user = userId.or(() -> userIdentity);
    if (user.isEmpty()) {
      throw fields.invalid("userId", "is missing, and the token names no user");
    }
    if (Identifier.isDamaged(user.get())) {
      throw fields.invalid("userId", "is missing, and the token's user " + Identifier.DAMAGED);
    }
    return new ClosureRequest(user, channel, Optional.empty());
  }

  /** Returns the success response. It does not depend on whether anything was live. */
  public static HttpResponse successResponse() {
    return HttpResponse.json(
        new JsonWriter().beginObject().name("success").bool(true).endObject().finish());
  }

  private static Optional<SessionId> session(String text) {
    String digits = text.toLowerCase(Locale.ROOT);
    return SessionId.isValid(digits) ? Optional.of(new SessionId(digits)) : Optional.empty();
  }
}
