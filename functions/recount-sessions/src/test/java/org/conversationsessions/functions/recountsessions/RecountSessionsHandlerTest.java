package org.conversationsessions.functions.recountsessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.admin.reconcile.CounterReconciliation;
import org.conversationsessions.admin.reconcile.CounterReconciliation.Position;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.Test;

class RecountSessionsHandlerTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-18");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));

  private final List<String> logged = new ArrayList<>();

  @Test
  void reportsTheResultAndTheContinuationAndPublishesTheDriftAsAMetric() throws IOException {
    List<Object> asked = new ArrayList<>();
    RecountSessionsHandler handler =
        new RecountSessionsHandler(
            (bot, from, last, repair, goesOn) -> {
              asked.addAll(List.of(bot, from, last, repair, goesOn.getAsBoolean()));
              return new CounterReconciliation.Report(
                  900, 3, 2, 1, Optional.of(new Position(DAY.plusDays(1), 5)));
            },
            CLOCK);

    String answer =
        handle(
            handler,
            "{\"botId\":\"st-1\",\"from\":\"2026-11-18\",\"to\":\"2026-11-20\",\"repair\":true}");

    assertThat(asked)
        .isEqualTo(List.of(new BotId("st-1"), new Position(DAY, 0), DAY.plusDays(2), true, true));
    assertThat(answer)
        .isEqualTo(
            "{\"sessions\":900,\"drift\":3,\"repaired\":2,\"undecided\":1,\"finished\":false,"
                + "\"next\":{\"botId\":\"st-1\",\"from\":\"2026-11-19\",\"shard\":5,"
                + "\"to\":\"2026-11-20\",\"repair\":true}}");
    assertThat(logged)
        .singleElement()
        .asString()
        .contains("\"Namespace\":\"ConversationSessions\",\"Dimensions\":[[\"FunctionName\"]]")
        .contains("\"FunctionName\":\"recount\"")
        .contains("\"Metrics\":[{\"Name\":\"CounterDrift\",\"Unit\":\"Count\"}]")
        .contains("\"CounterDrift\":3");
  }

  @Test
  void theNextEventContinuesTheRecount() {
    RecountRequest next =
        RecountRequest.read(
            Bytes.utf8(
                "{\"botId\":\"st-1\",\"from\":\"2026-11-19\",\"shard\":5,\"to\":\"2026-11-20\","
                    + "\"repair\":false}"));
    assertThat(next.from()).isEqualTo(new Position(DAY.plusDays(1), 5));
    assertThat(next.repair()).isFalse();
  }

  @Test
  void anInvalidEventIsRejectedWithTheFieldsName() {
    Map.of(
            "[]", "no JSON object",
            "{\"from\":\"2026-11-18\",\"to\":\"2026-11-18\"}", "botId",
            "{\"botId\":\"#\",\"from\":\"2026-11-18\",\"to\":\"2026-11-18\"}", "botId",
            "{\"botId\":\"st-1\",\"to\":\"2026-11-18\"}", "from",
            "{\"botId\":\"st-1\",\"from\":\"2026-11-18\",\"to\":\"18\"}", "to",
            "{\"botId\":\"st-1\",\"from\":\"2026-11-19\",\"to\":\"2026-11-18\"}", "after",
            "{\"botId\":\"st-1\",\"from\":\"2026-11-18\",\"to\":\"2026-11-18\",\"repair\":1}",
                "repair",
            "{\"botId\":\"st-1\",\"from\":\"2026-11-18\",\"to\":\"2026-11-18\",\"shard\":64}",
                "shard",
            "{\"botId\":\"st-1\",\"from\":\"2026-11-18\",\"to\":\"2026-11-18\",\"fix\":true}",
                "fix")
        .forEach(
            (event, field) ->
                assertThatIllegalArgumentException()
                    .as(event)
                    .isThrownBy(() -> RecountRequest.read(Bytes.utf8(event)))
                    .withMessageContaining(field));
  }

  private String handle(RecountSessionsHandler handler, String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    LambdaLogger logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            logged.add(message);
          }

          @Override
          public void log(byte[] message) {
            logged.add(new String(message, StandardCharsets.UTF_8));
          }
        };
    Context context =
        (Context)
            Proxy.newProxyInstance(
                RecountSessionsHandlerTest.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getLogger" -> logger;
                      case "getFunctionName" -> "recount";
                      case "getRemainingTimeInMillis" -> 900_000;
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
    return answer.toString(StandardCharsets.UTF_8);
  }
}
