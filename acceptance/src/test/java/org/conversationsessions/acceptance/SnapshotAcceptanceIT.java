package org.conversationsessions.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.local.runner.lambda.Artifact;
import org.conversationsessions.local.template.FunctionResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packaged functions under AWS's runtime client, when Lambda takes their snapshot and after a
 * restore.
 */
class SnapshotAcceptanceIT {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final String PRIMED = "\"message\":\"primed before the snapshot\"";

  private static TestBot bot;
  private static TestApp app;

  @TempDir private Path folder;
  private WatchedAws aws;

  @BeforeAll
  static void prepare() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"),
        "skipped: AWS's runtime interface client is for Linux only");
    bot = TestBot.create();
    app = bot.newApp(Scope.allOf(AppKind.BUILDER).toArray(Scope[]::new));
    bot.recordOne(Event.of("userMessage", "user@example.org", "rtm", Instant.now()));
  }

  @BeforeEach
  void watch() throws IOException {
    aws = new WatchedAws(RunningService.get().dynamoDbUrl());
  }

  @AfterEach
  void stopWatching() {
    aws.close();
  }

  @ParameterizedTest
  @MethodSource("org.conversationsessions.acceptance.TemplateFunctions#withCall")
  void aSnapshotContainsNothingRealAndTheFunctionAnswersAfterARestore(String name)
      throws Exception {
    try (SnapStartFunction function = start(name, artifact(name), "snap-start", List.of())) {
      function.awaitSnapshot();

      assertThat(function.log()).contains(PRIMED).doesNotContain("WARN", "ERROR");
      assertThat(aws.databaseCalls()).isZero();
      assertThat(aws.credentialsCalls()).isZero();
      ProcessInspection snapshot = new ProcessInspection(function.pid());
      assertThat(snapshot.remotePorts()).containsOnly(function.runtimeApiPort());
      assertThat(snapshot.objects())
          .containsEntry(handler(name), 1)
          .doesNotContainKeys(
              "org.conversationsessions.snapshot.PrimingEnvironment",
              "org.conversationsessions.snapshot.FakeDynamoDb",
              "org.conversationsessions.domain.registry.App");
      assertThat(snapshot.inHeap(folder.resolve("heap"), WatchedAws.SECRET_KEY, app.secret()))
          .isEmpty();

      function.restore();
      JsonNode answer = Client.json(function.invoke(request(name)));

      assertThat(answer.path("statusCode").asInt())
          .as(answer.toString())
          .isEqualTo(expectedStatus(name));
      assertThat(aws.credentialsCalls()).isEqualTo(1);
      assertThat(aws.accessKeys()).containsExactly(WatchedAws.ACCESS_KEY);
    }
  }

  @Test
  void aFunctionWhosePrimingFailsStartsAllTheSame() throws Exception {
    Artifact broken = artifact("get-sessions");
    // The folder is before the jars in the class path, so this empty file hides the class.
    Path empty = broken.root().resolve("org/conversationsessions/snapshot/FakeDynamoDb.class");
    Files.createDirectories(empty.getParent());
    Files.createFile(empty);
    try (SnapStartFunction function = start("get-sessions", broken, "snap-start", List.of())) {
      function.awaitSnapshot();

      assertThat(function.log())
          .contains("\"level\":\"WARN\"", "ClassFormatError")
          .doesNotContain(PRIMED);
      function.restore();
      assertThat(Client.json(function.invoke(request("get-sessions"))).path("statusCode").asInt())
          .isEqualTo(200);
    }
  }

  @Test
  void withoutSnapStartNoClassOfPrimingIsLoaded() throws Exception {
    Path classes = folder.resolve("classes");
    List<String> options = List.of("-Xlog:class+load:file=" + classes);
    try (SnapStartFunction function =
        start("get-sessions", artifact("get-sessions"), "on-demand", options)) {
      assertThat(Client.json(function.invoke(request("get-sessions"))).path("statusCode").asInt())
          .isEqualTo(200);
    }
    assertThat(Files.readString(classes))
        .contains(handler("get-sessions"), "org.conversationsessions.snapshot.SnapStart ")
        .doesNotContain("org.conversationsessions.snapshot.SnapshotHook", "org.crac");
  }

  private SnapStartFunction start(
      String name, Artifact artifact, String initializationType, List<String> options)
      throws IOException {
    FunctionResource resource = TemplateFunctions.of(name);
    Map<String, String> environment = new HashMap<>(resource.environment());
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", initializationType);
    environment.put("PRIMING_SECONDS", "2");
    return new SnapStartFunction(
        resource.with(environment),
        artifact,
        Map.of(
            "AWS_REGION",
            "local",
            "AWS_ENDPOINT_URL_DYNAMODB",
            aws.databaseUrl(),
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            aws.credentialsUrl(),
            "AWS_CONTAINER_AUTHORIZATION_TOKEN",
            "authorization"),
        options,
        folder.resolve("log"));
  }

  private Artifact artifact(String name) throws IOException {
    return Artifact.unpack(TemplateFunctions.of(name).code(), folder.resolve("code"));
  }

  private static String handler(String name) {
    return TemplateFunctions.of(name).handler();
  }

  /**
   * Returns the status of the example event. An erasure's status names no request, and an import's
   * is not for a builder app.
   */
  private static int expectedStatus(String name) {
    return switch (name) {
      case "erase-user-data" -> 400;
      case "import-bot" -> 401;
      default -> 200;
    };
  }

  /** Returns the example event for this test's bot. */
  private static byte[] request(String name) throws IOException {
    String example = Files.readString(ROOT.resolve("events").resolve(name + ".json"));
    ObjectNode event =
        (ObjectNode)
            Client.json(
                Client.json(example.getBytes(UTF_8))
                    .toString()
                    .replaceAll("st-[0-9-]+", bot.id().value())
                    .getBytes(UTF_8));
    ((ObjectNode) event.path("headers")).put("auth", app.token());
    return Client.bytes(event);
  }
}
