package org.conversationsessions.api.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.conversationsessions.api.http.Events;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.application.erasure.ErasureService.State;
import org.conversationsessions.domain.erasure.ConversationDeletion;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.SessionSelection;
import org.conversationsessions.domain.erasure.TargetReceipt;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Contract, section 15: the responses")
class ErasureResponsesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final ErasureId ID = ErasureId.ofUsers(new UUID(1, 2));
  private static final ErasureId JOB = ErasureId.ofConversations(new UUID(1, 2));
  private static final UserErasure USERS =
      new UserErasure(
          ID,
          "acme",
          NOW,
          false,
          List.of(new BotId("st-1")),
          List.of(
              new DataSubject("ada", Optional.empty()),
              new DataSubject("bob", Optional.of("rtm"))));
  private static final ErasureProgress FIRST = ErasureProgress.first(Set.of(0, 1), NOW);

  @Test
  void aRequestIsAnsweredWithItsIdentifier() {
    assertThat(text(ErasureStatusResponse.accepted(USERS)))
        .isEqualTo("{\"requestId\":\"" + ID + "\",\"status\":\"in-progress\"}");
  }

  @Test
  void aFinishedRequestHasReceiptsAndFailures() {
    ErasureProgress progress =
        FIRST.failing(1, "because").withPhase(ErasurePhase.DONE, NOW).written(NOW.plusSeconds(9));
    TargetReceipt ada =
        new TargetReceipt(
            Map.of(DataStore.SESSIONS, 3L),
            Optional.of(Map.of(DataStore.COUNTERS, 2L)),
            Optional.of(NOW.plus(Duration.ofDays(3))));

    String text =
        text(
            new ErasureStatusResponse(Duration.ofDays(35))
                .of(USERS, new State(USERS, progress, Map.of(0, ada))));

    assertThat(text)
        .startsWith(
            "{\"_id\":\""
                + ID
                + "\",\"createdOn\":\"2026-11-20T10:00:00.123Z\",\"lastUpdatedOn\":\"2026-11-20T10:00:09.123Z\","
                + "\"RemoveDataFromAllBots\":false,\"status\":\"failed\",\"response\":["
                + "{\"userId\":\"ada\",\"status\":\"SUCCESS\",\"receipt\":["
                + "{\"botId\":\"st-1\",\"store\":\"conversations\",\"deleted\":0,\"remaining\":0,\"goneBy\":null},")
        .contains(
            "{\"botId\":\"st-1\",\"store\":\"sessions\",\"deleted\":3,\"remaining\":0,\"goneBy\":null}",
            "{\"botId\":\"st-1\",\"store\":\"counters\",\"deleted\":0,\"remaining\":2,\"goneBy\":\"2026-11-23T10:00:00.123Z\"}",
            "{\"userId\":\"bob\",\"channel\":\"rtm\",\"status\":\"FAILURE\",\"reason\":\"because\",\"receipt\":[",
            "\"deleted\":0,\"remaining\":null,\"goneBy\":null")
        .endsWith(
            "\"elsewhere\":[{\"store\":\"backups\",\"goneBy\":\"2026-12-25T10:00:00.123Z\"},"
                + "{\"store\":\"queues\",\"goneBy\":\"2026-12-04T10:00:00.123Z\"},"
                + "{\"store\":\"streams\",\"goneBy\":\"2026-11-21T10:00:00.123Z\"},"
                + "{\"store\":\"subscribers\",\"goneBy\":null},"
                + "{\"store\":\"request\",\"goneBy\":\"2026-12-20T10:00:00.123Z\"},"
                + "{\"store\":\"localEvents\",\"goneBy\":null}]}");
  }

  @Test
  void aLargeRequestHasRowsOfWhatWasFoundAlone() {
    UserErasure request = large(11, 100, "u");
    TargetReceipt found =
        new TargetReceipt(
            Map.of(DataStore.SESSIONS, 3L),
            Optional.of(Map.of(DataStore.COUNTERS, 2L)),
            Optional.of(NOW));
    TargetReceipt nothing = TargetReceipt.NONE.leaving(Map.of(), Optional.empty());

    String text =
        text(
            new ErasureStatusResponse(Duration.ZERO)
                .of(request, new State(request, FIRST, Map.of(7, nothing, 8, found))));

    assertThat(text)
        .containsOnlyOnce("\"store\":\"sessions\"")
        .containsOnlyOnce("\"store\":\"counters\"")
        .doesNotContain("\"store\":\"messages\"", "omittedRows");
    assertThat(text.split("\"userId\"", -1)).hasSize(101);
  }

  @Test
  void theLargestStatusFitsIntoLambdasResponse() throws IOException {
    // Every receipt is as long as it can be, and so are all identifiers.
    UserErasure request = large(1000, 100, "\u0001".repeat(251));
    Map<DataStore, Long> most = new EnumMap<>(DataStore.class);
    Arrays.stream(DataStore.values()).forEach(store -> most.put(store, Long.MAX_VALUE));
    TargetReceipt receipt = new TargetReceipt(most, Optional.of(most), Optional.of(NOW));
    Map<Integer, TargetReceipt> receipts = new HashMap<>();
    for (int number = 0; number < request.targets(); number++) {
      receipts.put(number, receipt);
    }
    HttpResponse status =
        new ErasureStatusResponse(Duration.ofDays(35))
            .of(request, new State(request, FIRST, receipts));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new HttpFunction(any -> status) {}.handleRequest(
        new ByteArrayInputStream(Events.event("GET", "/api/public/x", Map.of()).toArray()),
        answer,
        null);

    assertThat(answer.size()).isBetween(4_000_000, 6_000_000);
    assertThat(text(status)).contains("],\"omittedRows\":680000,\"elsewhere\":[");
  }

  private static UserErasure large(int bots, int users, String prefix) {
    return new UserErasure(
        ID,
        "acme",
        NOW,
        false,
        IntStream.range(0, bots)
            .mapToObj(i -> new BotId("st-" + "b".repeat(60) + (1000 + i)))
            .toList(),
        IntStream.range(0, users)
            .mapToObj(i -> new DataSubject(prefix + i, Optional.empty()))
            .toList());
  }

  @Test
  void anEndUserIsCompleteOnceTheLastTargetIs() {
    assertThat(statuses(FIRST)).isEqualTo("in-progress IN_PROGRESS IN_PROGRESS");
    ErasureProgress awaiting = FIRST.withPhase(ErasurePhase.AWAITING, NOW);
    assertThat(statuses(awaiting)).isEqualTo("in-progress IN_PROGRESS IN_PROGRESS");
    assertThat(statuses(awaiting.atStep(1))).isEqualTo("in-progress SUCCESS IN_PROGRESS");
    assertThat(statuses(awaiting.atStep(1).failing(1, "x")))
        .isEqualTo("in-progress SUCCESS FAILURE");
    assertThat(statuses(FIRST.withPhase(ErasurePhase.DONE, NOW)))
        .isEqualTo("completed SUCCESS SUCCESS");
  }

  private static String statuses(ErasureProgress progress) {
    String text =
        text(
            new ErasureStatusResponse(Duration.ZERO)
                .of(USERS, new State(USERS, progress, Map.of())));
    assertThat(text).doesNotContain("backups");
    StringBuilder found = new StringBuilder();
    for (String part : text.split("\"status\":\"", -1)) {
      if (!part.startsWith("{")) {
        found.append(found.isEmpty() ? "" : " ").append(part, 0, part.indexOf('"'));
      }
    }
    return found.toString();
  }

  @Test
  void aDeletionIsQueuedThenRunningThenCompleted() {
    ConversationDeletion request =
        new ConversationDeletion(
            JOB,
            "acme",
            NOW,
            new BotId("st-1"),
            false,
            List.of(SessionSelection.of("ada", Set.of(SessionId.of(NOW, 1)))),
            5);
    HttpResponse taken = ConversationDeletionResponse.accepted(request);
    assertThat(taken.status()).isEqualTo(202);
    assertThat(text(taken))
        .isEqualTo(
            "{\"status\":\"queued\",\"jobId\":\""
                + JOB
                + "\",\"message\":\"Deletion job queued"
                + " successfully.\",\"submittedAt\":\"2026-11-20T10:00:00.123Z\"}");
    assertThat(text(ConversationDeletionResponse.of(request, new State(request, FIRST, Map.of()))))
        .isEqualTo(
            "{\"jobId\":\""
                + JOB
                + "\",\"status\":\"queued\",\"requestType\":\"conversationIds\",\"submittedAt\":\"2026-11-20T10:00:00.123Z\","
                + "\"scheduledAt\":\"2026-11-20T10:00:00.123Z\",\"startedAt\":null,\"completedAt\":null,\"result\":{"
                + "\"totalConversations\":5,\"processedCount\":0,\"deletedCount\":0,\"failedCount\":0,\"skippedCount\":0,"
                + "\"retriesRemaining\":9}}");
    ErasureProgress running = FIRST.startedAt(NOW.plusSeconds(1)).skipping(1);
    assertThat(
            text(ConversationDeletionResponse.of(request, new State(request, running, Map.of()))))
        .contains("\"status\":\"running\"", "\"startedAt\":\"2026-11-20T10:00:01.123Z\"");
    ErasureProgress done = running.withPhase(ErasurePhase.DONE, NOW).written(NOW.plusSeconds(5));
    TargetReceipt receipt = TargetReceipt.NONE.plus(Map.of(DataStore.SESSIONS, 2L));
    assertThat(
            text(
                ConversationDeletionResponse.of(
                    request, new State(request, done, Map.of(0, receipt)))))
        .contains(
            "\"status\":\"completed\"",
            "\"completedAt\":\"2026-11-20T10:00:05.123Z\"",
            "\"totalConversations\":5,\"processedCount\":5,\"deletedCount\":2,\"failedCount\":0,\"skippedCount\":3");
  }

  private static String text(HttpResponse response) {
    return response.body().utf8Text().orElseThrow();
  }
}
