package org.conversationsessions.api.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;

/**
 * The body of {@code DELETE …/eraseUsersData} (contract, section 15).
 *
 * @param subjects the end users
 * @param bots the bots as written; empty for all bots
 * @param allBots whether the data of all bots of the account is erased
 */
public record EraseUsersDataRequest(
    List<DataSubject> subjects, List<String> bots, boolean allBots) {
  private static final String USERS = "userIds";
  private static final String BOTS = "botIds";
  private static final String ALL_BOTS = "RemoveDataFromAllBots";
  private static final int MAX_USERS = 100;
  private static final int MAX_BOTS = 1000;
  private static final int MAX_BOT_ID = 256;

  /** Reads the body. */
  public static EraseUsersDataRequest read(FieldReader fields) {
    List<Json> users = fields.items(USERS, 1, MAX_USERS).orElseThrow(() -> fields.missing(USERS));
    List<DataSubject> subjects = new ArrayList<>();
    for (int at = 0; at < users.size(); at++) {
      subjects.add(subject(fields, at, users.get(at)));
    }
    boolean allBots = fields.bool(ALL_BOTS).orElse(false);
    if (allBots) {
      return new EraseUsersDataRequest(subjects, List.of(), true);
    }
    return new EraseUsersDataRequest(
        List.copyOf(subjects),
        fields.strings(BOTS, 1, MAX_BOTS, 1, MAX_BOT_ID).orElseThrow(() -> fields.missing(BOTS)),
        false);
  }

  /**
   * Returns the error for all bots of an account that has more than a request can name.
   *
   * @param bots the number of the account's bots
   */
  public static ApiError tooManyBots(int bots) {
    return ApiError.invalidArguments(
        ALL_BOTS,
        "the account has %d bots, more than the %d that one request takes; name up to %d in %s"
            .formatted(bots, UserErasure.MAX_BOTS, MAX_BOTS, BOTS));
  }

  /** Reads an end user: a string, or an object that names a channel too. */
  private static DataSubject subject(FieldReader fields, int at, Json user) {
    String name = USERS + "[" + at + "]";
    return switch (user) {
      case JsonObject ofChannel -> ofChannel(fields, name, ofChannel);
      case Json other -> new DataSubject(text(fields, name, other), Optional.empty());
    };
  }

  private static DataSubject ofChannel(FieldReader fields, String name, JsonObject user) {
    FieldReader inner = fields.within(name, user);
    return new DataSubject(
        inner.requiredIdentifier("userId", ConversationKey.MAX_USER),
        inner.identifier("channel", 1, ConversationKey.MAX_CHANNEL));
  }

  private static String text(FieldReader fields, String name, Json value) {
    return fields
        .within("", new JsonObject(Map.of(name, value)))
        .requiredIdentifier(name, ConversationKey.MAX_USER);
  }
}
