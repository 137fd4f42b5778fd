package org.conversationsessions.functions.getsessionmetrics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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

/**
 * SnapStart priming of the metrics: a week by day, a day by hour in a zone off by half an hour, and
 * a window up to now whose ends are counted by rows.
 */
final class GetSessionMetricsPriming {
  /** The number of sessions that are counted by every request. */
  static final int SESSIONS = 80;

  private static final List<ContainmentType> CONTAINMENTS = List.of(ContainmentType.values());
  private static final String PATH = "getSessionMetrics";
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private GetSessionMetricsPriming() {}

  static Priming at(Instant now) {
    return new Priming(
        GetSessionMetricsHandler::new, GetSessionMetricsPriming::write, requests(now));
  }

  static List<PrimingRequest> requests(Instant now) {
    String from = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(6)).toString();
    return List.of(
        PrimingRequest.of(
            "POST",
            PATH,
            ("{\"dateFrom\":\"%s\",\"compare\":\"previous\",\"activeHours\":true,"
                    + "\"groupBy\":[\"containmentType\",\"sessionType\"]}")
                .formatted(from)),
        new PrimingRequest(
            "GET",
            PATH,
            Map.of("interval", "hour", "timezone", "Asia/Kolkata", "groupBy", "sessionType"),
            ""),
        PrimingRequest.of("POST", PATH, "{\"interval\":\"total\",\"timezone\":\"Europe/Berlin\"}"));
  }

  /** Writes closed sessions of an end user and their counts. */
  static void write(Store store) {
    Instant now = store.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    PrimingFixtures.writeCounted(
        store,
        IntStream.rangeClosed(1, SESSIONS).mapToObj(number -> session(number, now)).toList());
  }

  /** Returns a session of another kind than its neighbours. */
  private static Session session(int number, Instant now) {
    Instant start = now.minus(INTERVAL.multipliedBy(number)).minusMillis(number % 7);
    Instant end = start.plusSeconds(20);
    return new Session(
        SessionId.of(start, number),
        PrimingFixtures.CONVERSATION,
        end,
        List.of("en"),
        number % 5 == 0 ? SessionType.NON_INTERACTIVE : SessionType.INTERACTIVE,
        CONTAINMENTS.get(number % 3),
        Optional.empty(),
        false,
        Tags.NONE,
        2,
        0,
        Optional.of(new Closing(CloseReason.INACTIVITY, end.plus(INTERVAL), "en", 1, 1)));
  }
}
