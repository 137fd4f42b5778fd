package org.conversationsessions.local.runner.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.conversationsessions.local.template.Environment;
import org.conversationsessions.local.template.FunctionResource;
import org.conversationsessions.local.template.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * The function that runs scripts starts processes itself. It does so from its artifact, as the
 * template declares it, under both programs that functions run in.
 */
class ScriptFunctionIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void runsScriptsUnderOurProgram() throws Exception {
    runsScripts(HostProgram.ours(folder.resolve("host"), 4));
  }

  @Test
  void runsScriptsUnderAwsProgram() throws Exception {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"),
        "skipped: AWS's runtime interface client is for Linux only");
    runsScripts(
        HostProgram.aws(
            List.of(
                TestFunction.location(AWSLambda.class),
                TestFunction.location(PojoSerializer.class),
                TestFunction.location(RequestStreamHandler.class),
                TestFunction.location(SdkInternalThreadLocal.class)),
            folder.resolve("native")));
  }

  private void runsScripts(HostProgram program) throws Exception {
    FunctionResource function = function();
    assertThat(function.environment()).isEmpty();
    LocalFunctions.Settings settings =
        new LocalFunctions.Settings(
            folder.resolve("code"),
            folder.resolve("logs"),
            program,
            Map.of("AWS_REGION", "local", "AWS_SECRET_ACCESS_KEY", "not for scripts"),
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString(),
            System.out::println);
    try (LocalFunctions functions = LocalFunctions.of(List.of(function), settings)) {
      String harmless = "koreUtil.ClearAuthProfiles(['crm', 'é']); koreUtil.ClearAllAuthProfiles()";
      String cleared = "{\"cleared\":{\"all\":true,\"profiles\":[\"crm\",\"é\"]},\"error\":null}";
      assertThat(answer(functions, harmless)).isEqualTo(cleared);
      assertThat(kind(functions, "koreUtil = null; while (true);")).isEqualTo("tooMuch");
      assertThat(kind(functions, "'x'.repeat(2 ** 30)")).isEqualTo("memory");
      assertThat(kind(functions, "var 1")).isEqualTo("syntax");
      assertThat(answer(functions, harmless)).isEqualTo(cleared);
    }
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static String kind(LocalFunctions functions, String script) throws IOException {
    JsonNode answer = JSON.readTree(answer(functions, script));
    return answer.path("error").path("kind").asText();
  }

  private static String answer(LocalFunctions functions, String script) throws IOException {
    String event =
        JSON.writeValueAsString(Map.of("botId", "st-1", "sessionId", "1", "script", script));
    Invocation outcome = functions.invoke("RunClosingScriptFunction", event.getBytes(UTF_8));
    String answer = new String(outcome.payload(), UTF_8);
    assertThat(outcome).as(answer).isInstanceOf(Invocation.Succeeded.class);
    return answer;
  }

  private static FunctionResource function() throws IOException {
    Path template = Path.of(System.getProperty("project.root"), "template.yaml");
    URI nowhere = URI.create("http://127.0.0.1:1");
    return Template.read(template, Map.of(), Environment.local(nowhere, reference -> "secret"))
        .functions()
        .stream()
        .filter(function -> function.logicalId().equals("RunClosingScriptFunction"))
        .findFirst()
        .orElseThrow();
  }
}
