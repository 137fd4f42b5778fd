package org.conversationsessions.local.runner.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.fixtures.LogRecorder;
import org.conversationsessions.local.runner.http.AwsJsonException;
import org.conversationsessions.local.runner.pattern.EventPattern;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventBridgeServiceTest {
  private static final Resource BUS =
      new Resource("EventBus", "AWS::Events::EventBus", Map.of("Name", "sessions"));

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00.700Z"));
  private final List<Map<String, Object>> delivered = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void aTakenEventIsLoggedAndDeliveredAsEventBridgeDeliversIt() throws Exception {
    Map<String, Object> answer = put(service(), entry(Map.of("Resources", List.of("r"))));
    assertThat(answer).containsEntry("FailedEntryCount", 0);
    Map<String, Object> expected =
        Map.of(
            "version",
            "0",
            "id",
            first(answer).get("EventId"),
            "detail-type",
            "ConversationActivity",
            "source",
            "bot.runtime",
            "account",
            "000000000000",
            "time",
            "2026-03-01T10:00:00Z",
            "region",
            "local",
            "resources",
            List.of("r"),
            "detail",
            Map.of("botId", "st-1"));
    assertThat(delivered).containsExactly(expected);
    List<String> lines = Files.readAllLines(log());
    assertThat(lines).hasSize(1);
    assertThat(JsonCodec.object(lines.getFirst())).isEqualTo(expected);
  }

  @Test
  void theTimeOfAnEventIsItsSenders() throws Exception {
    put(service(), entry(Map.of("Time", 1772000000.25)));
    assertThat(delivered.getFirst()).containsEntry("time", "2026-02-25T06:13:20Z");
  }

  @Test
  void numbersInADetailKeepTheirDigits() throws Exception {
    put(service(), entry(Map.of("Detail", "{\"a\":12345678901234567890.1230}")));
    assertThat(Files.readString(log())).contains("\"detail\":{\"a\":12345678901234567890.1230}");
  }

  @Test
  void aBadEntryDoesNotStopTheGoodOnes() throws Exception {
    Map<String, Object> answer =
        put(
            service(),
            entry(Map.of("Source", "")),
            without("DetailType"),
            without("Detail"),
            entry(Map.of("Detail", "[1]")),
            entry(Map.of("Detail", "{\"a\":")),
            entry(Map.of("Detail", "null")),
            entry(Map.of("Source", "aws.s3")),
            entry(Map.of()));
    assertThat(answer).containsEntry("FailedEntryCount", 7);
    assertThat(codes(answer))
        .containsExactly(
            "InvalidArgument",
            "InvalidArgument",
            "InvalidArgument",
            "MalformedDetail",
            "MalformedDetail",
            "MalformedDetail",
            "NotAuthorizedForSourceException",
            "taken");
    assertThat(delivered).hasSize(1);
  }

  @Test
  void theBusIsMeantByItsNameOrItsArn() throws Exception {
    put(service(), entry(Map.of("EventBusName", "sessions")));
    put(
        service(),
        entry(Map.of("EventBusName", "arn:aws:events:local:000000000000:event-bus/sessions")));
    assertThat(delivered).hasSize(2);
  }

  @Test
  void anEventForNoBusTheDefaultBusOrAnUnknownOneIsAnsweredWithAnIdAndGoesNowhere()
      throws Exception {
    for (Map<String, Object> elsewhere :
        List.of(
            Map.<String, Object>of("EventBusName", "unknown"),
            // On AWS a bus's logical id in the template is not its name.
            Map.<String, Object>of("EventBusName", "EventBus"),
            Map.<String, Object>of("EventBusName", "default"),
            Map.<String, Object>of("EventBusName", List.of()))) {
      Map<String, Object> answer = put(service(), entry(elsewhere));
      assertThat(answer).containsEntry("FailedEntryCount", 0);
      assertThat(first(answer)).containsOnlyKeys("EventId");
    }
    assertThat(delivered).isEmpty();
    assertThat(log()).doesNotExist();
  }

  @Test
  void whatGoesNowhereIsReportedOnceForEachBusWithWhatToDo() throws Exception {
    EventBridgeService service = service();
    List<String> reports = new ArrayList<>();
    try (LogRecorder log = LogRecorder.of(EventBridgeService.class)) {
      for (int i = 0; i < 3; i++) {
        put(service, without("EventBusName"), entry(Map.of("EventBusName", "sesions")));
      }
      put(service, entry(Map.of("EventBusName", "default")));
      reports.addAll(log.messages());
    }
    assertThat(reports).hasSize(2);
    assertThat(reports.get(0))
        .startsWith("PutEvents to the event bus \"default\": the default bus has no rules here")
        .contains("Set EventBusName to one of the template's buses: sessions");
    assertThat(reports.get(1)).contains("\"sesions\": there is no such bus");
  }

  @Test
  void anEventThatCannotBeWrittenDownIsNeitherTakenNorDelivered() throws Exception {
    EventBridgeService service = service();
    Files.createDirectory(log());
    Map<String, Object> answer = put(service, entry(Map.of()));
    assertThat(answer).containsEntry("FailedEntryCount", 1);
    assertThat(codes(answer)).containsExactly("InternalException");
    assertThat(delivered).isEmpty();
  }

  @Test
  void aRequestTakesOneToTenEntriesOf256Kilobytes() {
    EventBridgeService service = service();
    assertThatThrownBy(() -> service.call("PutEvents", Map.of()))
        .isInstanceOf(AwsJsonException.class);
    assertThatThrownBy(() -> service.call("PutEvents", Map.of("Entries", List.of())))
        .hasMessageContaining("between 1 and 10");
    assertThatThrownBy(
            () ->
                service.call(
                    "PutEvents", Map.of("Entries", Collections.nCopies(11, entry(Map.of())))))
        .hasMessageContaining("between 1 and 10");
    String large = "{\"a\":\"" + "ä".repeat(65_536) + "\"}";
    assertThatThrownBy(
            () -> put(service, entry(Map.of("Detail", large)), entry(Map.of("Detail", large))))
        .hasMessage("Total size of the entries in the request is over the limit.");
    assertThat(delivered).isEmpty();
  }

  @Test
  void theBusesAreListed() throws Exception {
    assertThat(service().call("ListEventBuses", Map.of()).toString()).contains("Name=sessions");
    assertThatThrownBy(() -> service().call("DeleteEventBus", Map.of()))
        .hasMessageContaining("DeleteEventBus");
  }

  @Test
  void aRuleOfAnUnknownBusIsRefused() {
    Rule rule = rule("elsewhere");
    assertThatThrownBy(() -> Buses.of(List.of(BUS), List.of(rule), new EventLog(log())))
        .hasMessage("Rule listens to elsewhere, which is not in the template");
  }

  @Test
  void theDefaultBusIsItselfIfARuleListensToIt() throws Exception {
    EventBridgeService service = service(rule("default"));
    put(service, entry(Map.of("EventBusName", "sessions")));
    assertThat(delivered).isEmpty();
    put(service, without("EventBusName"));
    assertThat(delivered).hasSize(1);
  }

  private EventBridgeService service() {
    return service(rule("sessions"));
  }

  private EventBridgeService service(Rule rule) {
    return new EventBridgeService(
        Buses.of(List.of(BUS), List.of(rule), new EventLog(log())), clock);
  }

  private Rule rule(String bus) {
    EventPattern pattern = EventPattern.of(Map.of("source", List.of("bot.runtime")));
    return new Rule("Rule", bus, pattern, List.of(delivered::add));
  }

  private Path log() {
    return folder.resolve("below").resolve("events.jsonl");
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  private static Map<String, Object> put(EventBridgeService service, Map<String, Object>... entries)
      throws AwsJsonException {
    return service.call("PutEvents", Map.of("Entries", List.of(entries)));
  }

  private static Map<String, Object> entry(Map<String, Object> changes) {
    Map<String, Object> entry = new HashMap<>();
    entry.put("EventBusName", "sessions");
    entry.put("Source", "bot.runtime");
    entry.put("DetailType", "ConversationActivity");
    entry.put("Detail", "{\"botId\":\"st-1\"}");
    entry.putAll(changes);
    return entry;
  }

  private static Map<String, Object> without(String name) {
    Map<String, Object> entry = entry(Map.of());
    entry.remove(name);
    return entry;
  }

  private static List<Object> codes(Map<String, Object> answer) {
    return entries(answer).stream().map(each -> each.getOrDefault("ErrorCode", "taken")).toList();
  }

  private static Map<String, Object> first(Map<String, Object> answer) {
    return entries(answer).getFirst();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> entries(Map<String, Object> answer) {
    return (List<Map<String, Object>>) answer.getOrDefault("Entries", List.of());
  }
}
