package org.conversationsessions.api.closure;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.Identifier;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;

/**
 * A request to close what is live.
 *
 * @param userId whose; empty if only the session is named
 * @param channel on that channel only
 * @param session that session only
 */
public record ClosureRequest(
    Optional<String> userId, Optional<String> channel, Optional<SessionId> session) {
  private static final int HEX_DIGITS = 24;

  /**
   * Reads the body.
   *
   * @param userIdentity the user that the caller's token names. It stands in for a missing {@code
   *     userId} unless a session is named: that session may be anybody's.
   */
  public static ClosureRequest read(FieldReader fields, Optional<String> userIdentity) {
    fields.choice("status", Map.of("inactive", true));
    Optional<String> userId = fields.identifier("userId", 1, ConversationKey.MAX_USER);
    Optional<String> channel = fields.identifier("channel", 1, ConversationKey.MAX_CHANNEL);
    Optional<SessionId> session =
        fields
            .text("sessionId", 1, HEX_DIGITS)
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

  /** The answer, whether or not anything was live. */
  public static HttpResponse done() {
    return HttpResponse.json(
        new JsonWriter().beginObject().name("success").flag(true).endObject().finish());
  }

  private static Optional<SessionId> session(String text) {
    String digits = text.toLowerCase(Locale.ROOT);
    return SessionId.isValid(digits) ? Optional.of(new SessionId(digits)) : Optional.empty();
  }
}
