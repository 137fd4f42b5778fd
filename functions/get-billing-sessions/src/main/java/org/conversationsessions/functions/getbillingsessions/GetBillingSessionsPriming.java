package org.conversationsessions.functions.getbillingsessions;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingFixtures;
import org.conversationsessions.snapshot.PrimingRequest;

/** SnapStart priming of the billing sessions: pages of a week, without and with a channel. */
final class GetBillingSessionsPriming {
  /** The number of billing sessions in the window of every request. */
  static final int BILLING_SESSIONS = 96;

  private static final String PATH = "getBillingSessionsDetails";

  private GetBillingSessionsPriming() {}

  static Priming at(Instant now) {
    return new Priming(
        GetBillingSessionsHandler::new, PrimingFixtures::writeClosedSessions, requests(now));
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
}
