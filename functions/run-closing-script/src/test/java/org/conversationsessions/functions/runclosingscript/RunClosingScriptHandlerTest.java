package org.conversationsessions.functions.runclosingscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.api.http.FakeContext;
import org.conversationsessions.functions.runclosingscript.ScriptProcessOutcome.ExecutionFailure;
import org.conversationsessions.functions.runclosingscript.child.FailureKind;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;

class RunClosingScriptHandlerTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  private final List<String> run = new ArrayList<>();
  private final FakeContext context = new FakeContext();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));

  @Test
  void answersWithWhatAScriptCleared() throws IOException {
    assertThat(answer(new ScriptProcessOutcome(true, List.of("b", "\"a\"", "b"), Optional.empty())))
        .isEqualTo(
            "{\"cleared\":{\"all\":true,\"profiles\":[\"b\",\"\\\"a\\\"\"]},\"error\":null}");
    assertThat(run).containsExactly("a script");
  }

  @Test
  void answersWithTheFailureToo() throws IOException {
    ExecutionFailure failure = new ExecutionFailure(FailureKind.TOO_MUCH, "of \"it\"", 3);
    assertThat(answer(new ScriptProcessOutcome(false, List.of("a"), Optional.of(failure))))
        .isEqualTo(
            "{\"cleared\":{\"all\":false,\"profiles\":[\"a\"]},"
                + "\"error\":{\"kind\":\"tooMuch\",\"message\":\"of \\\"it\\\"\",\"line\":3}}");
    assertThat(answer(ScriptProcessOutcome.failed(new ExecutionFailure(FailureKind.MEMORY, "m"))))
        .endsWith("\"error\":{\"kind\":\"memory\",\"message\":\"m\",\"line\":null}}");
  }

  @Test
  void logsWhatARunTookAndHowItEndedAndNoPartOfTheScript() throws IOException {
    answer(new ScriptProcessOutcome(true, List.of("crm", "erp"), Optional.empty()));
    answer(
        new ScriptProcessOutcome(
            false,
            List.of("crm"),
            Optional.of(new ExecutionFailure(FailureKind.FAILED, "secret", 3))));

    assertThat(context.lines())
        .containsExactly(
            "{\"level\":\"INFO\",\"message\":\"script run\",\"botId\":\"st-1\",\"sessionId\":\"s\","
                + "\"millis\":321,\"all\":true,\"profiles\":2,\"error\":null}\n",
            "{\"level\":\"INFO\",\"message\":\"script run\",\"botId\":\"st-1\",\"sessionId\":\"s\","
                + "\"millis\":321,\"all\":false,\"profiles\":1,\"error\":\"failed\"}\n");
  }

  @Test
  void namesEveryKindOfFailureAsTheContractDoes() {
    assertThat(FailureKind.values())
        .extracting(FailureKind::wire)
        .containsExactly("syntax", "failed", "timeout", "memory", "stack", "tooMuch", "platform");
  }

  @Test
  void refusesAScriptThatCouldNotHaveBeenSaved() throws IOException {
    String script = "é".repeat(8 * 1024);
    ScriptProcessOutcome done = new ScriptProcessOutcome(false, List.of(), Optional.empty());
    assertThat(answer(done, event(script))).contains("\"error\":null");
    assertThat(answer(done, event(script + "x")))
        .contains("\"kind\":\"tooMuch\",\"message\":\"the script has more than 16384 bytes\"");
    assertThat(run).containsExactly(script);
  }

  @Test
  void failsForAnInvalidEvent() {
    ScriptProcessOutcome done = new ScriptProcessOutcome(false, List.of(), Optional.empty());
    for (String event :
        List.of(
            "",
            "[]",
            "{}",
            "{\"botId\":\"b\",\"sessionId\":\"s\"}",
            "{\"botId\":\"b\",\"sessionId\":\"s\",\"script\":1}",
            "{\"botId\":null,\"sessionId\":\"s\",\"script\":\"\"}")) {
      assertThatThrownBy(() -> answer(done, event))
          .as(event)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("event");
    }
    assertThat(run).isEmpty();
  }

  @Test
  void theExampleEventIsValid() throws IOException {
    String example = Files.readString(ROOT.resolve("events/run-closing-script.json"));
    assertThat(answer(new ScriptProcessOutcome(false, List.of(), Optional.empty()), example))
        .contains("\"error\":null");
    assertThat(run).singleElement().asString().contains("koreUtil.ClearAuthProfiles(");
  }

  @Test
  void aScriptIsEndedBeforeItsInvocationTimesOut() throws IOException {
    Matcher timeout =
        Pattern.compile("\n  RunClosingScriptFunction:.*?\n      Timeout: (\\d+)\n", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("template.yaml")));
    assertThat(timeout.find()).isTrue();
    assertThat(ProcessLimits.standard().totalLimit().plus(Duration.ofSeconds(1)))
        .isLessThan(Duration.ofSeconds(Long.parseLong(timeout.group(1))));
  }

  private String answer(ScriptProcessOutcome outcome) throws IOException {
    return answer(outcome, event("a script"));
  }

  private String answer(ScriptProcessOutcome outcome, String event) throws IOException {
    RunClosingScriptHandler handler =
        new RunClosingScriptHandler(
            script -> {
              run.add(script);
              clock.advance(Duration.ofMillis(321));
              return outcome;
            },
            clock);
    return context.invoke(handler, event);
  }

  private static String event(String script) {
    return "{\"botId\":\"st-1\",\"sessionId\":\"s\",\"script\":\"" + script + "\"}";
  }
}
