package org.conversationsessions.local.runner.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.conversationsessions.local.runner.handlers.ActingHandler;
import org.conversationsessions.local.runner.handlers.BrokenHandler;
import org.conversationsessions.local.runner.handlers.ObjectsHandler;
import org.conversationsessions.local.template.FunctionResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes. */
class LocalFunctionsIT {
  @TempDir Path folder;
  private final List<String> crashes = new CopyOnWriteArrayList<>();
  private LocalFunctions functions;

  @BeforeEach
  void start() throws IOException {
    functions =
        start(
            TestFunction.of("Act", ActingHandler.class, folder, Duration.ofSeconds(20)),
            TestFunction.of("Hasty", ActingHandler.class, folder, Duration.ofMillis(400)),
            TestFunction.of("Broken", BrokenHandler.class, folder, Duration.ofSeconds(20)),
            TestFunction.of("Objects", ObjectsHandler.class, folder, Duration.ofSeconds(20)));
  }

  @AfterEach
  void stop() {
    functions.close();
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void passesEventsAndAnswersToTheByte() {
    assertThat(answer("Act", "{\"é\": [1,  2]}")).isEqualTo("{\"é\": [1,  2]}");
    assertThat(answer("Act", "\"second\"")).isEqualTo("\"second\"");
  }

  @Test
  void refusesAFunctionThatThereIsNot() {
    assertThatThrownBy(() -> invoke("Nobody", "1")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("difference:logs")
  void givesTheHandlerItsContextAndKeepsItsLog() throws IOException {
    String[] context = answer("Act", "\"context\"").split("\\|");

    assertThat(UUID.fromString(context[0])).isNotNull();
    assertThat(context[1]).isEqualTo("Act");
    assertThat(context[2]).isEqualTo("$LATEST");
    assertThat(context[3]).isEqualTo("arn:aws:lambda:nowhere-1:000000000000:function:Act");
    assertThat(context[4]).isEqualTo("128");
    assertThat(Integer.parseInt(context[5])).isBetween(15_000, 20_000);
    assertThat(Files.readString(folder.resolve("logs/Act.log"))).contains("logged by the handler");
  }

  @Test
  @Tag("difference:snapstart")
  void givesTheProcessLambdasEnvironmentAndLittleOfThisMachines() {
    String environment = answer("Act", "\"environment\"");

    assertThat(environment)
        .contains("SETTING=a value")
        .contains("AWS_LAMBDA_FUNCTION_NAME=Act")
        .contains("AWS_LAMBDA_INITIALIZATION_TYPE=on-demand")
        .contains("AWS_REGION=nowhere-1")
        .contains("_HANDLER=" + ActingHandler.class.getName());
    for (String name : System.getenv().keySet()) {
      if (!name.matches("PATH|HOME|TMPDIR|LANG|TZ|AWS_.*")) {
        assertThat(environment).doesNotContain("{" + name + "=").doesNotContain(" " + name + "=");
      }
    }
  }

  @Test
  void showsTheFunctionNoClassThatItDidNotBring() {
    assertThat(answer("Act", "\"find com.amazonaws.services.lambda.runtime.Context\""))
        .isEqualTo("com.amazonaws.services.lambda.runtime.Context");
    for (String type :
        List.of(
            "org.yaml.snakeyaml.Yaml",
            "org.conversationsessions.local.template.Template",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer")) {
      assertThat(answer("Act", "\"find " + type + "\"")).as(type).isEqualTo("not found");
    }
  }

  @Test
  void servesHandlersOfPlainObjectsWithAwsOwnSerialisation() {
    assertThat(answer("Objects", TestFunction.TWO_MESSAGES)).isEqualTo(TestFunction.SECOND_FAILED);
    assertThat(failure("Objects", "no event"))
        .extracting(Invocation.Failed::errorType, Invocation.Failed::message)
        .containsExactly("java.lang.RuntimeException", "An error occurred during JSON parsing");
  }

  @Test
  void reportsAnExceptionInLambdasShapeAndGoesOn() throws IOException {
    Invocation.Failed failed = failure("Act", "\"throw\"");

    assertThat(failed.errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failed.message()).isEqualTo("bro\"ken\n");
    JsonNode report = new ObjectMapper().readTree(failed.payload());
    assertThat(report.path("errorMessage").textValue()).isEqualTo("bro\"ken\n");
    assertThat(report.path("stackTrace").get(0).textValue()).contains("ActingHandler");
    assertThat(report.path("cause").path("errorMessage").textValue())
        .isEqualTo("\uD83D\uDCA5 cause");
    assertThat(answer("Act", "\"on\"")).isEqualTo("\"on\"");
    assertThat(crashes).isEmpty();
  }

  @Test
  void failsAnInvocationAtItsDeadlineAndStartsAnew() {
    assertThat(answer("Hasty", "1")).isEqualTo("1");

    Invocation.Failed failed = failure("Hasty", "\"sleep 60000\"");

    assertThat(failed.errorType()).isEqualTo("Sandbox.Timedout");
    assertThat(failed.message()).endsWith("Error: Task timed out after 0.40 seconds");
    assertThat(new String(failed.payload(), UTF_8)).contains("Task timed out after 0.40 seconds");
    assertThat(answer("Hasty", "2")).isEqualTo("2");
    assertThat(crashes).isEmpty();
  }

  @Test
  @Tag("difference:shared-crash")
  void failsTheInvocationWhoseProcessEndsTellsItAndStartsAnew() {
    Invocation.Failed failed = failure("Act", "\"exit 3\"");

    assertThat(failed.errorType()).isEqualTo("Runtime.ExitError");
    assertThat(failed.message()).endsWith("Error: Runtime exited with error: exit status 3");
    assertThat(answer("Act", "2")).isEqualTo("2");
    assertThat(crashes).singleElement().asString().startsWith("Act ended with exit status 3");
  }

  @Test
  void reportsWhyAHandlerCannotBeMadeAtEveryInvocation() {
    for (int i = 0; i < 2; i++) {
      Invocation.Failed failed = failure("Broken", "1");
      assertThat(failed.errorType()).isEqualTo("java.lang.IllegalStateException");
      assertThat(failed.message()).isEqualTo("a setting is missing");
    }
    assertThat(crashes).hasSize(2).allSatisfy(c -> assertThat(c).contains("a setting is missing"));
  }

  @Test
  void refusesAnAnswerThatIsTooLarge() {
    assertThat(((Invocation.Succeeded) invoke("Act", "\"big 6291556\"")).payload())
        .hasSize(6_291_556);
    assertThat(failure("Act", "\"big 6291557\"").errorType())
        .isEqualTo("Function.ResponseSizeTooLarge");
    assertThat(failure("Act", "\"big 9000000\"").errorType())
        .isEqualTo("Function.ResponseSizeTooLarge");
    assertThat(answer("Act", "1")).isEqualTo("1");
    assertThat(crashes).isEmpty();
  }

  @Test
  @Tag("difference:processes")
  @Tag("difference:concurrency")
  void servesSeveralInvocationsAtATimeInOneProcess() {
    answer("Act", "1");
    List<CompletableFuture<Invocation>> running = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      running.add(
          CompletableFuture.supplyAsync(
              () -> invoke("Act", "\"sleep 500\""), Thread::startVirtualThread));
    }
    assertThat(running)
        .allSatisfy(r -> assertThat(r.join()).isInstanceOf(Invocation.Succeeded.class));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1900));
  }

  @Test
  @Tag("difference:shared-timeout")
  void letsInvocationsFinishThatShareTheProcessOfOneThatRanOutOfTime() {
    answer("Hasty", "1");
    CompletableFuture<Invocation> late =
        CompletableFuture.supplyAsync(
            () -> invoke("Hasty", "\"sleep 60000\""), Thread::startVirtualThread);
    CompletableFuture<Invocation> quick =
        CompletableFuture.supplyAsync(
            () -> invoke("Hasty", "\"sleep 100\""), Thread::startVirtualThread);

    assertThat(late.join()).isInstanceOf(Invocation.Failed.class);
    assertThat(quick.join()).isInstanceOf(Invocation.Succeeded.class);
  }

  @Test
  void failsWhatIsRunningWhenItIsClosed() throws Exception {
    answer("Act", "1");
    CompletableFuture<Invocation> running =
        CompletableFuture.supplyAsync(
            () -> invoke("Act", "\"sleep 60000\""), Thread::startVirtualThread);
    Thread.sleep(100); // so that it runs, as a rule; the outcome is the same if it does not yet

    functions.close();

    assertThat(running.join()).isInstanceOf(Invocation.Failed.class);
    assertThat(invoke("Act", "1")).isInstanceOf(Invocation.Failed.class);
  }

  @Test
  void startsProcessesBeforeTheirFirstInvocationWhenAsked() throws Exception {
    functions.warmUp();

    Path log = folder.resolve("logs/Broken.log");
    for (int i = 0; i < 300 && !(Files.exists(log) && Files.size(log) > 0); i++) {
      Thread.sleep(100);
    }
    assertThat(log).isNotEmptyFile();
  }

  @Test
  void refusesAnArtifactThatIsMissingOrReachesOutOfItsFolder() throws IOException {
    FunctionResource missing =
        new FunctionResource(
            "Missing",
            "h",
            folder.resolve("none.zip"),
            Map.of(),
            Duration.ofSeconds(1),
            128,
            List.of());
    assertThatThrownBy(() -> start(missing)).isInstanceOf(NoSuchFileException.class);
  }

  private LocalFunctions start(FunctionResource... resources) throws IOException {
    Path work = Files.createTempDirectory(folder, "work");
    return LocalFunctions.of(
        List.of(resources),
        new LocalFunctions.Settings(
            work.resolve("code"),
            folder.resolve("logs"),
            HostProgram.ours(work.resolve("host"), 8),
            Map.of("AWS_REGION", "nowhere-1"),
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString(),
            crashes::add));
  }

  private Invocation invoke(String function, String event) {
    return functions.invoke(function, event.getBytes(UTF_8));
  }

  private String answer(String function, String event) {
    Invocation invocation = invoke(function, event);
    assertThat(invocation)
        .as(() -> new String(invocation.payload(), UTF_8))
        .isInstanceOf(Invocation.Succeeded.class);
    return new String(invocation.payload(), UTF_8);
  }

  private Invocation.Failed failure(String function, String event) {
    Invocation invocation = invoke(function, event);
    assertThat(invocation).isInstanceOf(Invocation.Failed.class);
    return (Invocation.Failed) invocation;
  }
}
