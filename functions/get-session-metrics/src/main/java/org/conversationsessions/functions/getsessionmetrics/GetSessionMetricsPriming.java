package org.conversationsessions.functions.getsessionmetrics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingFixtures;
import org.conversationsessions.snapshot.PrimingRequest;

/**
 * SnapStart priming of the metrics: a week by day, a day by hour in a zone off by half an hour, and
 * a window up to now whose ends are counted by rows.
 */
final class GetSessionMetricsPriming {
  private static final String PATH = "getSessionMetrics";

  private GetSessionMetricsPriming() {}

  static Priming at(Instant now) {
    return new Priming(
        GetSessionMetricsHandler::new, PrimingFixtures::writeClosedSessions, requests(now));
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
}
