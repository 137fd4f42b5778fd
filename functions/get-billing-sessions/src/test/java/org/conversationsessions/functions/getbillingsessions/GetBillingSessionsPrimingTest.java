package org.conversationsessions.functions.getbillingsessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingEnvironment;
import org.conversationsessions.snapshot.PrimingRequest;
import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.junit.jupiter.api.Test;

class GetBillingSessionsPrimingTest {
  @Test
  void everyRequestFindsAllBillingSessions() {
    Priming priming = GetBillingSessionsPriming.at(Instant.now());
    try (PrimingEnvironment environment = TestPrimingEnvironment.of(priming)) {
      HttpFunction function = priming.function().apply(environment.newStore());
      for (PrimingRequest request : priming.requests()) {
        JsonObject answer =
            TestPrimingEnvironment.body(environment.answer(function, request, true));

        assertThat(answer.member("total"))
            .contains(JsonNumber.of(GetBillingSessionsPriming.BILLING_SESSIONS));
        assertThat(((JsonArray) answer.member("sessions").orElseThrow()).items()).isNotEmpty();
      }
    }
  }
}
