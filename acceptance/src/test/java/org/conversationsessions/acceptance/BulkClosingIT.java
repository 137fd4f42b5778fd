package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.Test;

/** Contract, section 4.1: many live sessions are closed by a job. */
class BulkClosingIT {
  private static final Instant START = Instant.parse("2024-05-01T10:00:00Z");

  /** Before every session: this sweep finds none inactive, and works on the jobs. */
  private static final Instant LONG_AGO = Instant.EPOCH;

  private final TestBot bot = TestBot.create();

  @Test
  void theSessionsThatMatchAreClosedWithAllEffectsAndNoOthers() {
    String early = bot.recordOne(Event.userMessage("u-1", "rtm", START));
    String late = bot.recordOne(Event.userMessage("u-2", "rtm", START.plusSeconds(7200)));
    TestBot sibling = bot.sibling();
    String other = sibling.recordOne(Event.userMessage("u-1", "rtm", START));
    Map<String, Object> filter =
        Map.of("dateFrom", "2024-05-01T09:00:00Z", "dateTo", "2024-05-01T11:00:00Z");

    Map<String, Object> dryRun = new HashMap<>(filter);
    dryRun.put("dryRun", true);
    assertThat(close(dryRun).brief()).isEqualTo("200 {\"dryRun\":true,\"total\":1}");
    assertThat(bot.isActive(early)).isTrue();

    Answer taken = close(filter);
    assertThat(taken.status()).isEqualTo(202);
    assertThat(status(taken).json()).isEqualTo(taken.json());
    // Started after the request, and within its dates.
    String meanwhile = bot.recordOne(Event.userMessage("u-3", "rtm", START.plusSeconds(60)));
    assertThat(close(Map.of("all", true)).status()).isEqualTo(400);
    bot.sweep(LONG_AGO);

    JsonNode done = status(taken).json();
    assertThat(done.path("status").asText()).isEqualTo("completed");
    assertThat(done.path("closed").asInt()).isEqualTo(1);
    assertThat(bot.session(early).path("closeReason").asText()).isEqualTo("api");
    assertThat(List.of(late, meanwhile)).allMatch(bot::isActive);
    assertThat(sibling.isActive(other)).isTrue();
    assertThat(BusEvents.distinct(bot.id()))
        .anySatisfy(
            event -> {
              assertThat(event.path("detail-type").asText()).isEqualTo("SessionClosed");
              assertThat(event.at("/detail/sessionId").asText()).isEqualTo(early);
            });

    bot.sweep(LONG_AGO);
    assertThat(status(taken).json()).isEqualTo(done);
    assertThat(close(Map.of("all", true)).json().path("total").asInt()).isEqualTo(2);
  }

  @Test
  void theTypeOfASessionAndItsTagsAreFilters() {
    String tagged =
        bot.recordOne(
            Event.userMessage("u-1", "rtm", START)
                .with("tags", Map.of("user", List.of(Map.of("name", "plan", "value", "gold")))));
    bot.recordOne(Event.userMessage("u-2", "rtm", START));

    Answer counted =
        close(
            Map.of(
                "tags",
                Map.of("and", List.of(Map.of("name", "plan", "values", List.of("gold")))),
                "sessionType",
                bot.session(tagged).path("sessionType").asText(),
                "dryRun",
                true));

    assertThat(counted.brief()).isEqualTo("200 {\"dryRun\":true,\"total\":1}");
  }

  @Test
  void onlyWhoMayCloseMayCloseMany() {
    TestApp reader = bot.newApp(Scope.READ);
    TestApp admin = bot.admin();

    for (TestApp app : List.of(reader, admin)) {
      Answer refused =
          bot.client()
              .call(
                  "POST",
                  bot.path("sessions/close"),
                  app.token(),
                  Client.text(Map.of("all", true)));
      assertThat(refused.text()).contains("Permission denied. Scope is incorrect!");
    }
  }

  private Answer close(Map<String, ?> body) {
    return bot.client()
        .call("POST", bot.path("sessions/close"), bot.builder().token(), Client.text(body));
  }

  private Answer status(Answer taken) {
    String id = taken.json().path("jobId").asText();
    return bot.client().call("GET", bot.path("sessions/close/" + id), bot.builder().token(), "");
  }
}
