package org.conversationsessions.functions.recountsessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.conversationsessions.admin.recount.SessionRecount;
import org.conversationsessions.admin.recount.SessionRecount.Position;
import org.conversationsessions.api.http.FakeContext;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonWriter;
import org.junit.jupiter.api.Test;

class RecountSessionsHandlerTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-18");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));

  private final FakeContext context = new FakeContext().leaving(() -> 900_000);

  @Test
  void reportsTheResultAndTheContinuationAndPublishesTheDriftAsAMetric() throws IOException {
    List<Object> asked = new ArrayList<>();
    RecountSessionsHandler handler =
        new RecountSessionsHandler(
            (bot, from, last, repair, goesOn) -> {
              asked.addAll(List.of(bot, from, last, repair, goesOn.getAsBoolean()));
              return new SessionRecount.Report(
                  900, 3, 2, 1, Optional.of(new Position(DAY.plusDays(1), 5)));
            },
            CLOCK);

    String answer =
        context.invoke(
            handler,
            "{\"botId\":\"st-1\",\"from\":\"2026-11-18\",\"to\":\"2026-11-20\",\"repair\":true}");

    assertThat(asked)
        .isEqualTo(List.of(new BotId("st-1"), new Position(DAY, 0), DAY.plusDays(2), true, true));
    assertThat(answer)
        .isEqualTo(
            "{\"sessions\":900,\"drift\":3,\"repaired\":2,\"undecided\":1,\"finished\":false,"
                + "\"next\":{\"botId\":\"st-1\",\"from\":\"2026-11-19\",\"shard\":5,"
                + "\"to\":\"2026-11-20\",\"repair\":true}}");
    assertThat(context.lines())
        .singleElement()
        .asString()
        .contains("\"Namespace\":\"ConversationSessions\",\"Dimensions\":[[\"FunctionName\"]]")
        .contains("\"FunctionName\":\"function\"")
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
            "[]", "not a JSON object",
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

  @Test
  void stopsWithinFourMinutesOfTheTimeout() throws IOException {
    List<Boolean> asked = new ArrayList<>();
    RecountSessionsHandler handler =
        new RecountSessionsHandler(
            (bot, from, last, repair, goesOn) -> {
              for (int left : new int[] {900_000, 240_001, 240_000, 1}) {
                context.leaving(() -> left);
                asked.add(goesOn.getAsBoolean());
              }
              return report(Optional.empty());
            },
            CLOCK);

    context.invoke(handler, event("2026-11-18", "2026-11-18"));

    assertThat(asked).containsExactly(true, true, false, false);
  }

  @Test
  void invocationsChainedByTheirContinuationsCountEveryPlaceOnce() throws IOException {
    List<Position> counted = new ArrayList<>();
    // Four shards for each day. Time is left for three places in one invocation.
    AtomicInteger left = new AtomicInteger();
    context.leaving(() -> left.get() > 0 ? 240_001 : 240_000);
    RecountSessionsHandler handler =
        new RecountSessionsHandler(
            (bot, from, last, repair, goesOn) -> {
              assertThat(repair).isTrue();
              Position position = from;
              while (!position.day().isAfter(last)) {
                if (!goesOn.getAsBoolean()) {
                  return report(Optional.of(position));
                }
                counted.add(position);
                left.decrementAndGet();
                position =
                    position.shard() < 3
                        ? new Position(position.day(), position.shard() + 1)
                        : new Position(position.day().plusDays(1), 0);
              }
              return report(Optional.empty());
            },
            CLOCK);

    String event = event("2026-11-18", "2026-11-20").replace("}", ",\"repair\":true}");
    int invocations = 0;
    while (!event.isEmpty()) {
      left.set(3);
      invocations++;
      JsonObject response =
          JsonReader.read(Bytes.utf8(context.invoke(handler, event))).object().orElseThrow();
      assertThat(response.members())
          .containsEntry("finished", new JsonBoolean(!response.members().containsKey("next")));
      event = response.member("next").map(JsonWriter::text).orElse("");
    }

    assertThat(invocations).isEqualTo(4);
    assertThat(counted)
        .containsExactlyElementsOf(
            IntStream.range(0, 12)
                .mapToObj(number -> new Position(DAY.plusDays(number / 4), number % 4))
                .toList());
  }

  @Test
  void theResponseOfAFinishedRecountHasNoContinuation() throws IOException {
    RecountSessionsHandler handler =
        new RecountSessionsHandler(
            (bot, from, last, repair, goesOn) -> report(Optional.empty()), CLOCK);

    assertThat(context.invoke(handler, event("2026-11-18", "2026-11-18")))
        .isEqualTo(
            "{\"sessions\":10,\"drift\":0,\"repaired\":0,\"undecided\":0,\"finished\":true}");
    assertThat(context.lines())
        .singleElement()
        .asString()
        .contains("\"Timestamp\":" + CLOCK.millis())
        .contains("\"CounterDrift\":0");
  }

  @Test
  void aStoreThatFailsFailsTheInvocationWithoutAFigureOfTheDrift() {
    for (StoreException failure :
        List.of(
            new StoreException("throttled"),
            new UnreadableItemException("a stored count cannot be read"))) {
      RecountSessionsHandler handler =
          new RecountSessionsHandler(
              (bot, from, last, repair, goesOn) -> {
                throw failure;
              },
              CLOCK);

      assertThatThrownBy(() -> context.invoke(handler, event("2026-11-18", "2026-11-18")))
          .isSameAs(failure);
    }
    assertThat(context.lines()).isEmpty();
  }

  @Test
  void anInvalidEventCountsNothing() {
    RecountSessionsHandler handler =
        new RecountSessionsHandler(
            (bot, from, last, repair, goesOn) -> {
              throw new AssertionError("counted");
            },
            CLOCK);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> context.invoke(handler, event("2026-11-19", "2026-11-18")))
        .withMessageContaining("after");
    assertThat(context.lines()).isEmpty();
  }

  private static SessionRecount.Report report(Optional<Position> next) {
    return new SessionRecount.Report(10, 0, 0, 0, next);
  }

  private static String event(String from, String to) {
    return "{\"botId\":\"st-1\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to);
  }
}
