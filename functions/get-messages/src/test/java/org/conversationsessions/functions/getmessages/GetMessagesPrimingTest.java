package org.conversationsessions.functions.getmessages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingEnvironment;
import org.conversationsessions.snapshot.PrimingRequest;
import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.junit.jupiter.api.Test;

class GetMessagesPrimingTest {
  @Test
  void pagesAreFull() {
    Priming priming = GetMessagesPriming.at(Instant.now());
    List<Integer> rows = new ArrayList<>();
    try (PrimingEnvironment environment = TestPrimingEnvironment.of(priming)) {
      HttpFunction function = priming.function().apply(environment.newStore());
      for (PrimingRequest request : priming.requests()) {
        JsonObject answer = environment.answer(function, request, true);
        if (!request.path().equals("debuglogs")) {
          rows.add(rows(answer));
        }
      }
    }

    assertThat(rows).containsExactly(100, 72, 20, 20);
  }

  private static int rows(JsonObject answer) {
    assertThat(answer.object("headers").text("content-encoding")).contains("gzip");
    JsonObject page = TestPrimingEnvironment.body(answer);
    return page.member("messages").map(JsonArray.class::cast).orElseThrow().items().size();
  }
}
