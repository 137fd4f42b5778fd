package org.conversationsessions.functions.getsessions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingFixtures;
import org.conversationsessions.snapshot.PrimingRequest;
import org.conversationsessions.store.Store;

/**
 * SnapStart priming of the history: a full page, a user's page and a counted page with a filter.
 */
final class GetSessionsPriming {
  private static final String PATH = "getSessions";
  private static final List<String> USERS = List.of("user-1", "u-8f14e45f", "Ada@Example.org");

  /** In total more sessions than the history reads without its counters. */
  private static final int SESSIONS_OF_A_USER = 80;

  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private GetSessionsPriming() {}

  static Priming at(Instant now) {
    return new Priming(GetSessionsHandler::new, GetSessionsPriming::write, requests(now));
  }

  static List<PrimingRequest> requests(Instant now) {
    Instant from = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(40));
    return List.of(
        PrimingRequest.of(
            "POST",
            PATH,
            "{\"dateFrom\":\"%s\",\"dateTo\":\"%s\",\"limit\":100}"
                .formatted(from, from.plus(Duration.ofHours(39)).plusMillis(999))),
        PrimingRequest.of(
            "POST", PATH, "{\"userId\":\"%s\",\"limit\":10}".formatted(USERS.getFirst())),
        new PrimingRequest(
            "POST",
            PATH,
            Map.of("containmentType", "selfService"),
            "{\"dateFrom\":\"%s\",\"skip\":100,\"limit\":20}"
                .formatted(LocalDate.ofInstant(from, ZoneOffset.UTC))),
        PrimingRequest.of(
            "POST",
            PATH,
            "{\"dateFrom\":\"%s\",\"tags\":[{\"name\":\"plan\",\"value\":\"basic\"}],\"limit\":20}"
                .formatted(from)));
  }

  /** Writes closed sessions of three users, ten minutes apart, their counts and their tags. */
  static void write(Store store) {
    Instant now = store.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    List<Session> all = new ArrayList<>();
    for (int user = 0; user < USERS.size(); user++) {
      ConversationKey conversation =
          new ConversationKey(
              PrimingFixtures.BOT, USERS.get(user), PrimingFixtures.CONVERSATION.channel());
      List<Session> sessions = new ArrayList<>();
      for (int number = 1; number <= SESSIONS_OF_A_USER; number++) {
        sessions.add(session(conversation, number * USERS.size() - user, now));
      }
      all.addAll(sessions);
      PrimingFixtures.writeCounted(store, sessions);
    }
    // In one call, because the fake database keeps every version of an item.
    store
        .tagIndex()
        .apply(all.stream().map(one -> TagChange.of(1, null, one)).toList())
        .values()
        .forEach(
            failure -> {
              throw failure;
            });
  }

  /**
   * Returns a session that differs from its neighbours: the compiler discards code that has seen
   * only one kind.
   */
  private static Session session(ConversationKey conversation, int number, Instant now) {
    Instant start = now.minus(INTERVAL.multipliedBy(number)).minusMillis(number % 7);
    Instant end = start.plusSeconds(20 + number % 60);
    return new Session(
        SessionId.of(start, number),
        conversation,
        end,
        number % 4 == 0 ? List.of() : List.of("en"),
        number % 10 == 0 ? SessionType.NON_INTERACTIVE : SessionType.INTERACTIVE,
        number % 9 == 0 ? ContainmentType.AGENT : ContainmentType.SELF_SERVICE,
        Optional.empty(),
        false,
        new Tags(
            number % 3 == 0 ? List.of() : List.of(new Tag("plan", "basic", end)),
            number % 2 == 0 ? List.of() : List.of(new Tag("topic", "flight " + number, end))),
        number % 33,
        number % 4,
        Optional.of(new Closing(CloseReason.INACTIVITY, end.plus(INTERVAL), "en", 1, 1)));
  }
}
