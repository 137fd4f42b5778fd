package org.conversationsessions.functions.getsessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.domain.settings.Deployment;
import org.conversationsessions.snapshot.Call;
import org.conversationsessions.snapshot.Stage;
import org.junit.jupiter.api.Test;

class RehearsedCallsTest {
  private static final Deployment DEPLOYMENT =
      new Deployment(
          Duration.ofDays(90),
          Duration.ofDays(7),
          Duration.ofMinutes(5),
          Duration.ofDays(14),
          60,
          600,
          true,
          4,
          Duration.ofSeconds(30));

  @Test
  void pagesHaveTheRowsThatWereAskedFor() throws IOException {
    List<Integer> rows = new ArrayList<>();
    try (Stage stage = Stage.set(DEPLOYMENT, Clock.systemUTC())) {
      GetSessionsHandler handler = new GetSessionsHandler(stage.store());
      for (Call call : RehearsedCalls.ALL) {
        rows.add(rows(stage.answer(handler, call)));
      }
    }

    assertThat(rows).containsExactly(100, 1, 20);
  }

  private static int rows(JsonObject answer) throws IOException {
    assertThat(answer.object("headers").text("content-encoding")).contains("gzip");
    byte[] zipped = Base64.getDecoder().decode(answer.text("body").orElseThrow());
    try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      JsonObject page = JsonReader.read(Bytes.readAll(body)).object().orElseThrow();
      return page.member("sessions").map(JsonArray.class::cast).orElseThrow().items().size();
    }
  }
}
