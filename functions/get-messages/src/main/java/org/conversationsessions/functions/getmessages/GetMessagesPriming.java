package org.conversationsessions.functions.getmessages;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingFixtures;
import org.conversationsessions.snapshot.PrimingRequest;
import org.conversationsessions.store.Store;

/**
 * SnapStart priming of the conversation history: a bot's page, a user's page, sessions by
 * identifier, the light form, and a debug log.
 */
final class GetMessagesPriming {
  private static final List<String> USERS = List.of("user-1", "u-8f14e45f", "Ada@Example.org");
  private static final int SESSIONS_OF_A_USER = 6;
  private static final int MESSAGES_OF_A_SESSION = 12;
  private static final Duration INTERVAL = Duration.ofMinutes(90);

  private GetMessagesPriming() {}

  static Priming at(Instant now) {
    Instant millis = now.truncatedTo(ChronoUnit.MILLIS);
    return new Priming(GetMessagesHandler::new, store -> write(store, millis), requests(millis));
  }

  static List<PrimingRequest> requests(Instant now) {
    List<String> ids = new ArrayList<>();
    for (int number = 1; number <= SESSIONS_OF_A_USER; number++) {
      ids.add("\"" + session(0, number, now).id() + "\"");
    }
    return List.of(
        PrimingRequest.of(
            "POST",
            "getMessagesV2",
            "{\"dateFrom\":\"%s\"}".formatted(now.minus(Duration.ofDays(2)))),
        PrimingRequest.of(
            "POST",
            "getMessagesV2",
            "{\"sessionId\":[%s],\"skip\":0,\"limit\":10000}".formatted(String.join(",", ids))),
        new PrimingRequest(
            "GET",
            "getMessages",
            Map.of("userId", USERS.getFirst(), "skip", "0", "limit", "20"),
            ""),
        PrimingRequest.of(
            "POST", "messages-lite", "{\"userId\":\"%s\",\"limit\":20}".formatted(USERS.get(1))),
        new PrimingRequest(
            "GET", "debuglogs", Map.of("identity", USERS.getFirst(), "limit", "20"), ""));
  }

  /** Writes closed sessions of three users and their messages, each session in one part. */
  static void write(Store store, Instant now) {
    Transcripts transcripts = store.transcripts();
    for (int user = 0; user < USERS.size(); user++) {
      List<Session> sessions = new ArrayList<>();
      for (int number = 1; number <= SESSIONS_OF_A_USER; number++) {
        Session session = session(user, number, now);
        sessions.add(session);
        transcripts
            .parts()
            .put(
                session.conversation(),
                transcripts
                    .sealer()
                    .seal(session.conversation(), messages(session), Optional.empty()),
                Sharding.ONE);
      }
      store
          .conversations()
          .commit(
              Conversation.unknown(sessions.getFirst().conversation()),
              sessions,
              List.of(),
              Sharding.ONE);
    }
  }

  private static Session session(int user, int number, Instant now) {
    Instant start = now.minus(INTERVAL.multipliedBy(number)).minusSeconds(13L * user);
    Instant end = start.plusSeconds(20L * MESSAGES_OF_A_SESSION);
    return new Session(
        SessionId.of(start, 100L * user + number),
        new ConversationKey(
            PrimingFixtures.BOT, USERS.get(user), PrimingFixtures.CONVERSATION.channel()),
        end,
        List.of("en"),
        SessionType.INTERACTIVE,
        number % 3 == 0 ? ContainmentType.AGENT : ContainmentType.SELF_SERVICE,
        Optional.empty(),
        false,
        new Tags(
            number % 3 == 0 ? List.of() : List.of(new Tag("plan", "basic", end)),
            number % 2 == 0 ? List.of() : List.of(new Tag("topic", "flight " + number, end))),
        MESSAGES_OF_A_SESSION,
        0,
        Optional.of(
            new Closing(CloseReason.INACTIVITY, end.plus(Duration.ofMinutes(15)), "en", 1, 1)));
  }

  /** Returns messages that differ: the compiler discards code that has seen only one kind. */
  private static List<Message> messages(Session session) {
    List<Message> messages = new ArrayList<>();
    for (int number = 0; number < MESSAGES_OF_A_SESSION; number++) {
      boolean incoming = number % 2 == 0;
      Instant at = session.startTime().plusSeconds(20L * (number + 1));
      messages.add(
          new Message(
              new MessageId(session.id(), number),
              incoming ? MessageDirection.INCOMING : MessageDirection.OUTGOING,
              at,
              at.plusMillis(number),
              incoming
                  ? "I want to fly to Zürich on day " + number
                  : "Flight \"" + number + "\" is free",
              "en",
              false,
              true,
              incoming ? Optional.empty() : Optional.of("Book Flight"),
              Optional.empty(),
              number % 5 == 0 ? List.of(new Tag("mood", "fine", at)) : List.of(),
              incoming ? Optional.of("priming-" + number) : Optional.empty()));
    }
    return messages;
  }
}
