package org.conversationsessions.functions.getsessionmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingEnvironment;
import org.conversationsessions.snapshot.PrimingFixtures;
import org.conversationsessions.snapshot.PrimingRequest;
import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.junit.jupiter.api.Test;

class GetSessionMetricsPrimingTest {
  @Test
  void everyRequestCountsAllSessions() {
    Priming priming = GetSessionMetricsPriming.at(Instant.now());
    try (PrimingEnvironment environment = TestPrimingEnvironment.of(priming)) {
      HttpFunction function = priming.function().apply(environment.newStore());
      for (PrimingRequest request : priming.requests()) {
        JsonObject metrics =
            TestPrimingEnvironment.body(environment.answer(function, request, true));

        assertThat(metrics.object("totals").member("sessions"))
            .contains(JsonNumber.of(PrimingFixtures.CLOSED_SESSIONS));
        assertThat(((JsonArray) metrics.member("series").orElseThrow()).items()).isNotEmpty();
      }
    }
  }
}
