package org.conversationsessions.functions.getbillingsessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingEnvironment;
import org.conversationsessions.snapshot.PrimingRequest;
import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.junit.jupiter.api.Test;

class GetBillingSessionsPrimingTest {
  @Test
  void everyRequestFindsAllBillingSessions() throws IOException {
    Priming priming = GetBillingSessionsPriming.at(Instant.now());
    try (PrimingEnvironment environment = TestPrimingEnvironment.of(priming)) {
      HttpFunction function = priming.function().apply(environment.newStore());
      for (PrimingRequest request : priming.requests()) {
        JsonObject answer = body(environment.answer(function, request, true));

        assertThat(answer.member("total"))
            .contains(JsonNumber.of(GetBillingSessionsPriming.BILLING_SESSIONS));
        assertThat(((JsonArray) answer.member("sessions").orElseThrow()).items()).isNotEmpty();
      }
    }
  }

  private static JsonObject body(JsonObject answer) throws IOException {
    byte[] body = answer.text("body").orElseThrow().getBytes(StandardCharsets.UTF_8);
    if (answer.object("headers").text("content-encoding").isPresent()) {
      try (GZIPInputStream zipped =
          new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(body)))) {
        return JsonReader.read(Bytes.readAll(zipped)).object().orElseThrow();
      }
    }
    return JsonReader.read(Bytes.copyOf(body)).object().orElseThrow();
  }
}
