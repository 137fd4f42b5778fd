package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lambda's Invoke call, and the example events, each against its function (contract, section 12).
 */
class InvokeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EVENTS = Path.of(System.getProperty("project.root"), "events");
  private static final BotId EXAMPLE = new BotId("st-00000000-0000-4000-8000-000000000001");

  private static Client client;
  private static TestApp app;

  @BeforeAll
  static void prepare() {
    client = Client.shared();
    client.service().registry().registerAccount("examples");
    client.service().registry().registerBot(EXAMPLE, "examples");
    app =
        TestApp.builder(
            client.service().registry(), "examples", Set.of(EXAMPLE), Scope.allOf(AppKind.BUILDER));
  }

  private static JsonNode event(String name) throws IOException {
    return JSON.readTree(EVENTS.resolve(name + ".json").toFile());
  }

  /** As {@code aws lambda invoke} sends it. */
  private static Answer invoke(String function, String payload, String... headers) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "Content-Type", "application/octet-stream",
                    "X-Amz-Date", "20260301T100000Z",
                    "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20260301/local/lambda/aws4_request,"
                            + " SignedHeaders=host;x-amz-date, Signature=0",
                    "User-Agent", "aws-cli/2.15.0 md/Botocore#2.15.0 cfg/retry-mode#standard"),
                Stream.of(headers))
            .toArray(String[]::new);
    return client.send("POST", "/2015-03-31/functions/" + function + "/invocations", payload, all);
  }

  private static JsonNode answer(String name, JsonNode event) {
    Answer answer = invoke(TemplateFunctions.of(name).logicalId(), event.toString());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-amz-function-error")).isEmpty();
    assertThat(answer.header("x-amz-executed-version")).contains("$LATEST");
    return answer.json();
  }

  private static JsonNode withToken(String name) throws IOException {
    ObjectNode event = (ObjectNode) event(name);
    ((ObjectNode) event.path("headers")).put("auth", app.token());
    return event;
  }

  private static JsonNode body(JsonNode answer) throws IOException {
    if (!answer.path("isBase64Encoded").asBoolean()) {
      return JSON.readTree(answer.path("body").asText());
    }
    byte[] zipped = Base64.getDecoder().decode(answer.path("body").asText());
    try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return JSON.readTree(body);
    }
  }

  @Test
  void everyFunctionHasItsExampleAndEveryExampleItsFunction() throws IOException {
    try (Stream<Path> files = Files.list(EVENTS)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> name.replace(".json", ""))
              .toList();
      assertThat(names).containsExactlyInAnyOrderElementsOf(TemplateFunctions.folders());
    }
  }

  @ParameterizedTest
  @MethodSource("org.conversationsessions.acceptance.TemplateFunctions#withCall")
  void anExampleOfARequestIsAnswered401WhileItsTokenIsNoApps(String name) throws IOException {
    JsonNode answer = answer(name, event(name));
    assertThat(answer.path("statusCode").asInt()).isEqualTo(401);
    assertThat(answer.path("headers").path("content-type").asText()).isEqualTo("application/json");
    assertThat("401 " + answer.path("body").asText()).isEqualTo(Expected.INVALID_CREDENTIALS);
  }

  @Test
  void withATokenTheExamplesRecordFindAndCloseASession() throws IOException {
    JsonNode recorded = answer("record-activity", withToken("record-activity"));
    assertThat(recorded.path("statusCode").asInt()).isEqualTo(200);
    assertThat(body(recorded).path("results")).hasSize(3);
    assertThat(recorded.path("body").asText()).doesNotContain("error");
    JsonNode found = answer("get-sessions", withToken("get-sessions"));
    assertThat(found.path("statusCode").asInt()).isEqualTo(200);
    assertThat(body(found).path("total").asInt()).isPositive();
    JsonNode closed = answer("close-session", withToken("close-session"));
    assertThat(closed.path("statusCode") + " " + closed.path("body").asText())
        .isEqualTo(Expected.SUCCESS);
    assertThat(body(answer("get-sessions", withToken("get-sessions"))).path("sessions").toString())
        .doesNotContain("\"active\"");
  }

  @Test
  void withATokenTheExampleShowsTheSettings() throws IOException {
    JsonNode shown = answer("manage-sessions", withToken("manage-sessions"));
    assertThat(shown.path("statusCode").asInt()).isEqualTo(200);
    assertThat(body(shown).path("inactivityDuration").asInt()).isEqualTo(15);
  }

  @Test
  void withATokenTheExampleFindsMessages() throws IOException {
    JsonNode found = answer("get-messages", withToken("get-messages"));
    assertThat(found.path("statusCode").asInt()).isEqualTo(200);
    assertThat(body(found).path("messages").isArray()).isTrue();
  }

  @Test
  void withATokenTheExampleCountsSessions() throws IOException {
    JsonNode counted = answer("get-session-metrics", withToken("get-session-metrics"));
    assertThat(counted.path("statusCode").asInt()).isEqualTo(200);
    assertThat(body(counted).path("series")).hasSize(7);
  }

  @Test
  void withATokenTheExampleFindsBillingSessions() throws IOException {
    JsonNode found = answer("get-billing-sessions", withToken("get-billing-sessions"));
    assertThat(found.path("statusCode").asInt()).isEqualTo(200);
    assertThat(body(found).path("sessions").isArray()).isTrue();
  }

  @Test
  void withATokenTheExampleShowsWhatIsKeptOfAConversation() throws IOException {
    JsonNode shown = answer("session-state", withToken("session-state"));
    assertThat(shown.path("statusCode") + " " + shown.path("body").asText())
        .isEqualTo("200 " + StoredState.NOTHING);
  }

  @Test
  void withATokenTheExampleOfADeletionAsksForOneThatIsUnknown() throws IOException {
    JsonNode shown = answer("erase-user-data", withToken("erase-user-data"));
    assertThat(shown.path("statusCode") + " " + shown.path("body").asText())
        .isEqualTo("400 {\"errors\":[{\"msg\":\"Invalid request ID\",\"code\":400}]}");
  }

  @Test
  void theExampleOfAnErasureThatNobodyAskedForIsDone() throws IOException {
    assertThat(answer("run-erasure", event("run-erasure")).toString())
        .isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void theExampleOfARequestWithoutRouteIsAnswered405() throws IOException {
    JsonNode answer = answer("method-not-allowed", event("method-not-allowed"));
    assertThat(answer.path("statusCode") + " " + answer.path("body").asText())
        .isEqualTo(Expected.METHOD_NOT_ALLOWED);
  }

  @Test
  void theExampleForTheConsoleIsAnsweredWithItsPage() throws IOException {
    JsonNode answer = answer("console", event("console"));
    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.at("/headers/content-type").asText()).startsWith("text/html");
  }

  @Test
  void theExampleFromTheBusIsRecordedOnce() throws IOException {
    int before = messages();
    for (int time = 0; time < 2; time++) {
      assertThat(answer("record-bus-activity", event("record-bus-activity")).toString())
          .isEqualTo("{\"batchItemFailures\":[]}");
      assertThat(messages()).isEqualTo(before + 2);
    }
  }

  /** How many messages all sessions of the example bot have, whenever they were. */
  private static int messages() {
    int messages = 0;
    for (String body : List.of("{}", "{\"dateFrom\":\"2026-02-27\",\"dateTo\":\"2026-03-02\"}")) {
      Answer history =
          client.call("POST", "/api/public/bot/" + EXAMPLE + "/getSessions", app.token(), body);
      for (JsonNode session : history.json().path("sessions")) {
        messages += session.path("noOfMessagesExchanged").asInt();
      }
    }
    return messages;
  }

  @Test
  void theExampleOfAStreamIsPublished() throws IOException {
    assertThat(answer("publish-session-events", event("publish-session-events")).toString())
        .isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(BusEvents.await(EXAMPLE, 2))
        .extracting(event -> event.path("detail-type").asText())
        .contains("SessionStarted", "SessionClosed");
  }

  @Test
  void theExampleOfAClosingWhoseSessionIsNotStoredIsDropped() throws IOException {
    assertThat(answer("finish-closing", event("finish-closing")).toString())
        .isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void theExampleOfAStreamIsCounted() throws IOException {
    assertThat(answer("count-sessions", event("count-sessions")).toString())
        .isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void theExampleOfAnOperatorRecountsADay() throws IOException {
    JsonNode report = answer("recount-sessions", event("recount-sessions"));
    assertThat(report.path("finished").asBoolean()).isTrue();
    assertThat(report.path("repaired").asInt()).isZero();
  }

  @Test
  void theExampleOfAScriptClearsWhatItSays() throws IOException {
    JsonNode answer = answer("run-closing-script", event("run-closing-script"));
    assertThat(answer.path("cleared").path("profiles"))
        .map(JsonNode::asText)
        .containsExactly("crm", "erp");
    assertThat(answer.path("cleared").path("all").asBoolean()).isFalse();
    assertThat(answer.path("error").isNull()).isTrue();
  }

  @Test
  void theExampleOfAScheduleSweepsAtItsOwnTime() throws IOException {
    JsonNode report = answer("sweep-inactive", event("sweep-inactive"));
    assertThat(report.path("now").asText()).isEqualTo("2026-03-01T10:01:00Z");
    assertThat(report.path("failed").asInt()).isZero();
    assertThat(report.path("finished").asBoolean()).isTrue();
  }

  @Test
  void aFunctionMayBeNamedByItsArn() {
    for (String name :
        List.of(
            "SweepInactiveFunction:$LATEST",
            "SweepInactiveFunction:live",
            "arn:aws:lambda:local:000000000000:function:SweepInactiveFunction:live",
            "000000000000:function:SweepInactiveFunction",
            "arn:aws:lambda:local:000000000000:function:SweepInactiveFunction")) {
      assertThat(invoke(name.replace("$", "%24"), "{\"time\":\"2000-01-01T00:00:00Z\"}").text())
          .contains("\"now\":\"2000-01-01T00:00:00Z\"");
    }
  }

  @Test
  void aQualifierMayBeGivenBesideTheName() {
    Answer answer =
        client.send(
            "POST",
            "/2015-03-31/functions/SweepInactiveFunction/invocations?Qualifier=live",
            "{\"time\":\"2000-01-01T00:00:00Z\"}");
    assertThat(answer.text()).contains("\"now\":\"2000-01-01T00:00:00Z\"");
  }

  @Test
  void anUnknownFunctionIsNotFound() {
    Answer answer = invoke("NoSuchFunction", "{}");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("x-amzn-errortype")).contains("ResourceNotFoundException");
    assertThat(answer.json().path("Message").asText()).contains("NoSuchFunction");
  }

  @Test
  void aPayloadThatIsNoJsonIsRefused() {
    Answer answer = invoke("SweepInactiveFunction", "no JSON");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("x-amzn-errortype")).contains("InvalidRequestContentException");
  }

  @Test
  void aHandlerThatThrowsIsAnUnhandledErrorOfTheFunction() {
    for (String payload : List.of("[]", "1", "{\"time\":\"yesterday\"}", "{\"time\":7}")) {
      Answer answer = invoke("SweepInactiveFunction", payload);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("x-amz-function-error")).contains("Unhandled");
      assertThat(answer.json().path("errorType").asText()).isNotEmpty();
      assertThat(answer.json().path("errorMessage").asText()).contains("event");
    }
  }

  @Test
  void aPayloadOfAnotherSortIsAnsweredAndNeverFailsAFunctionOfTheApi() {
    for (String name : TemplateFunctions.behindTheApi()) {
      for (String payload :
          List.of("{}", "[]", "1", "null", "{\"version\":\"1.0\"}", "{\"requestContext\":1}")) {
        Answer answer = invoke(TemplateFunctions.of(name).logicalId(), payload);
        assertThat(answer.header("x-amz-function-error")).as(name + payload).isEmpty();
        assertThat(answer.json().path("statusCode").asInt()).isEqualTo(400);
      }
    }
  }

  @Test
  void anAsynchronousInvocationIsAcceptedAndADryRunDoesNothing() {
    assertThat(
            invoke(
                    "SweepInactiveFunction",
                    "{\"time\":\"2000-01-01T00:00:00Z\"}",
                    "X-Amz-Invocation-Type",
                    "Event")
                .status())
        .isEqualTo(202);
    assertThat(invoke("SweepInactiveFunction", "{}", "X-Amz-Invocation-Type", "DryRun").status())
        .isEqualTo(204);
  }
}
