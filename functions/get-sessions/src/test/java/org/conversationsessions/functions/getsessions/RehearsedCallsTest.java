package org.conversationsessions.functions.getsessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.snapshot.Call;
import org.conversationsessions.snapshot.Stage;
import org.conversationsessions.snapshot.TestStage;
import org.junit.jupiter.api.Test;

class RehearsedCallsTest {
  @Test
  void pagesHaveTheRowsThatWereAskedFor() throws IOException {
    List<Integer> rows = new ArrayList<>();
    try (Stage stage = TestStage.set()) {
      GetSessionsHandler handler = new GetSessionsHandler(stage.store());
      for (Call call : RehearsedCalls.at(Instant.now())) {
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
