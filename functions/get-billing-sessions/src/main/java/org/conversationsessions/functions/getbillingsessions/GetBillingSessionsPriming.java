package org.conversationsessions.functions.getbillingsessions;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingFixtures;
import org.conversationsessions.snapshot.PrimingRequest;
import org.conversationsessions.store.Store;

/** SnapStart priming of the billing sessions: pages of a week, without and with a channel. */
final class GetBillingSessionsPriming {
  /** The number of billing sessions in the window of every request. */
  static final int BILLING_SESSIONS = 96;

  private static final List<ContainmentType> CONTAINMENTS = List.of(ContainmentType.values());
  private static final int SESSIONS = 80;
  private static final String PATH = "getBillingSessionsDetails";
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private GetBillingSessionsPriming() {}

  static Priming at(Instant now) {
    return new Priming(
        GetBillingSessionsHandler::new, GetBillingSessionsPriming::write, requests(now));
  }

  static List<PrimingRequest> requests(Instant now) {
    String week =
        "{\"fromDate\":\"%s\",\"toDate\":\"%s\""
            .formatted(now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(6)), now);
    return List.of(
        PrimingRequest.of("POST", PATH, week + "}"),
        PrimingRequest.of("POST", PATH, week + ",\"skip\":20,\"limit\":50}"),
        PrimingRequest.of(
            "POST",
            PATH,
            week + ",\"channel\":\"%s\"}".formatted(PrimingFixtures.CONVERSATION.channel())));
  }

  /** Writes closed sessions of an end user and their counts. */
  static void write(Store store) {
    Instant now = store.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    PrimingFixtures.writeCounted(
        store,
        IntStream.rangeClosed(1, SESSIONS).mapToObj(number -> session(number, now)).toList());
  }

  /**
   * Returns a session. Of ten, two are not interactive, and of the others one has three billing
   * sessions, two have two, and five have one.
   */
  private static Session session(int number, Instant now) {
    Instant start = now.minus(INTERVAL.multipliedBy(number)).minusMillis(number % 7);
    Instant end =
        switch (number % 10) {
          case 1 -> start.plus(Duration.ofMinutes(31));
          case 2, 3 -> start.plus(Duration.ofMinutes(20));
          default -> start.plusSeconds(20);
        };
    return new Session(
        SessionId.of(start, number),
        PrimingFixtures.CONVERSATION,
        end,
        List.of("en"),
        number % 5 == 0 ? SessionType.NON_INTERACTIVE : SessionType.INTERACTIVE,
        CONTAINMENTS.get(number % 3),
        number % 10 == 4 ? Optional.of(new AgentTransfer(end, false)) : Optional.empty(),
        false,
        Tags.NONE,
        2,
        0,
        Optional.of(new Closing(CloseReason.INACTIVITY, end.plus(INTERVAL), "en", 1, 1)));
  }
}
