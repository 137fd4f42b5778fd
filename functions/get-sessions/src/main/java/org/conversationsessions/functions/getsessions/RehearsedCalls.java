package org.conversationsessions.functions.getsessions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.conversationsessions.snapshot.Call;
import org.conversationsessions.snapshot.Stage;

/**
 * What is asked of the history before a snapshot: pages of many and of few sessions, their days
 * named in the ways that clients name them.
 */
final class RehearsedCalls {
  private static final String PATH = "getSessions";

  private RehearsedCalls() {}

  /** What may be asked at this time. */
  static List<Call> at(Instant now) {
    Instant from = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(40));
    return List.of(
        Call.of(
            "POST",
            PATH,
            "{\"dateFrom\":\"%s\",\"dateTo\":\"%s\",\"limit\":100}"
                .formatted(from, from.plus(Duration.ofHours(39)).plusMillis(999))),
        Call.of("POST", PATH, "{\"userId\":\"" + Stage.USER + "\",\"limit\":10}"),
        new Call(
            "POST",
            PATH,
            Map.of("containmentType", "selfService"),
            "{\"dateFrom\":\"%s\",\"skip\":100,\"limit\":20}"
                .formatted(LocalDate.ofInstant(from, ZoneOffset.UTC))));
  }
}
