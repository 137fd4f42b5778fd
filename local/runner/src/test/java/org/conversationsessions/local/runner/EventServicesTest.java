package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.fixtures.AwsJsonServer;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.conversationsessions.local.runner.stream.StreamAccess;
import org.conversationsessions.local.template.FunctionEvent;
import org.conversationsessions.local.template.FunctionResource;
import org.conversationsessions.local.template.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** The whole way, from AWS's own client to the functions. */
class EventServicesTest {
  private static final String QUEUE_ARN = "arn:aws:sqs:local:000000000000:ActivityQueue";
  private static final List<Resource> RESOURCES =
      List.of(
          new Resource("Table", "AWS::DynamoDB::Table", Map.of("BillingMode", "PAY_PER_REQUEST")),
          new Resource("EventBus", "AWS::Events::EventBus", Map.of("Name", "sessions")),
          new Resource("ActivityQueue", "AWS::SQS::Queue", Map.of()),
          new Resource(
              "ActivityRule",
              "AWS::Events::Rule",
              Map.of(
                  "EventBusName",
                  "sessions",
                  "EventPattern",
                  Map.of("source", List.of("bot.runtime")),
                  "Targets",
                  List.of(Map.of("Id", "q", "Arn", QUEUE_ARN)))));

  @TempDir Path folder;

  @Test
  void anEventOnTheBusReachesTheFunctionsOfItsRulesInOrder() throws Exception {
    FakeFunctions functions = FakeFunctions.succeeding();
    FunctionResource onQueue =
        function(
            "OnQueue", new FunctionEvent("Q", "SQS", Map.of("Queue", QUEUE_ARN, "BatchSize", "1")));
    FunctionResource onRule =
        function(
            "OnRule",
            new FunctionEvent(
                "R",
                "EventBridgeRule",
                Map.of(
                    "EventBusName",
                    "sessions",
                    "Pattern",
                    Map.of("detail", Map.of("n", List.of(2))))));
    try (AwsJsonServer server = new AwsJsonServer();
        EventServices services = start(List.of(onQueue, onRule), functions, RESOURCES);
        EventBridgeClient client = client(server)) {
      server.serve(services.services());
      PutEventsResponse answer =
          client.putEvents(request -> request.entries(entry(1), entry(2), entry(3)));
      assertThat(answer.failedEntryCount()).isZero();

      List<String> queued = new ArrayList<>();
      List<Object> direct = new ArrayList<>();
      for (FakeFunctions.Call call : functions.awaitCalls(4)) {
        if (call.function().equals("OnQueue")) {
          queued.add(
              detail(JsonCodec.object(String.valueOf(call.records().getFirst().get("body")))));
        } else {
          direct.add(detail(call.event()));
        }
      }
      assertThat(queued).containsExactly("{n=1}", "{n=2}", "{n=3}");
      assertThat(direct).containsExactly("{n=2}");
      assertThat(Files.readAllLines(folder.resolve("events.jsonl"))).hasSize(3);
    }
  }

  @Test
  void aSchedulesTickReachesItsFunction() throws Exception {
    FakeFunctions functions = FakeFunctions.succeeding();
    FunctionResource sweep =
        function(
            "Sweep",
            new FunctionEvent(
                "Every", "ScheduleV2", Map.of("ScheduleExpression", "rate(1 minute)")));
    // A clock some milliseconds before the full minute.
    Clock clock =
        Clock.offset(
            Clock.systemUTC(), Duration.ofMillis(59_900 - System.currentTimeMillis() % 60_000));
    try (EventServices services =
        EventServices.start(
            RESOURCES,
            List.of(sweep),
            collaborators(
                functions, clock, new EventServices.ScheduleControl(true, () -> false)))) {
      assertThat(services.services()).hasSize(2);
      assertThat(functions.awaitCalls(1).getFirst().function()).isEqualTo("Sweep");
    }
  }

  @Test
  void aTemplateThatCannotBeHonouredDoesNotStart() {
    FakeFunctions functions = FakeFunctions.succeeding();
    assertThatThrownBy(() -> start(List.of(), functions, rule(Map.of("ScheduleExpression", "x"))))
        .hasMessage("Bad: ScheduleExpression is not supported on one machine");
    assertThatThrownBy(
            () -> start(List.of(), functions, rule(Map.of("EventPattern", Map.of("a", "b")))))
        .hasMessageContaining("Bad: EventPattern is refused: ");
    assertThatThrownBy(
            () ->
                start(
                    List.of(),
                    functions,
                    rule(
                        Map.of(
                            "EventPattern",
                            Map.of("a", List.of("b")),
                            "Targets",
                            List.of(Map.of("Id", "x", "Arn", "arn:aws:sns:local:0:t"))))))
        .hasMessageContaining("rules cannot deliver to arn:aws:sns");
  }

  private EventServices start(
      List<FunctionResource> functions, FakeFunctions invoker, List<Resource> resources) {
    return EventServices.start(
        resources,
        functions,
        collaborators(invoker, Clock.systemUTC(), EventServices.ScheduleControl.disabled()));
  }

  private EventServices.Collaborators collaborators(
      FakeFunctions invoker, Clock clock, EventServices.ScheduleControl schedules) {
    return new EventServices.Collaborators(
        invoker,
        clock,
        folder.resolve("events.jsonl"),
        URI.create("http://127.0.0.1"),
        StreamAccess.none(),
        schedules);
  }

  private static List<Resource> rule(Map<String, Object> properties) {
    return List.of(new Resource("Bad", "AWS::Events::Rule", properties));
  }

  private static FunctionResource function(String name, FunctionEvent event) {
    return new FunctionResource(
        name,
        "Handler",
        Path.of("function.zip"),
        Map.of(),
        Duration.ofSeconds(3),
        128,
        List.of(event));
  }

  private static EventBridgeClient client(AwsJsonServer server) {
    return EventBridgeClient.builder()
        .endpointOverride(server.url())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  private static PutEventsRequestEntry entry(int n) {
    return PutEventsRequestEntry.builder()
        .eventBusName("sessions")
        .source("bot.runtime")
        .detailType("ConversationActivity")
        .detail("{\"n\":" + n + "}")
        .build();
  }

  private static String detail(Map<String, Object> event) {
    return String.valueOf(event.get("detail"));
  }
}
