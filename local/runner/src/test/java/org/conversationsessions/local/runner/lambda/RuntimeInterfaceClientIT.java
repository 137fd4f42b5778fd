package org.conversationsessions.local.runner.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.conversationsessions.local.runner.handlers.ActingHandler;
import org.conversationsessions.local.runner.handlers.ObjectsHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * AWS's own program for Java functions is content with our Runtime API. It answers as the runner's
 * own client does: see {@code LocalFunctionsIT}.
 */
class RuntimeInterfaceClientIT {
  @TempDir Path folder;

  @Test
  void runsAFunctionBehindOurRuntimeApi() throws Exception {
    try (LocalFunctions functions = start("Act", ActingHandler.class)) {
      assertThat(functions.invoke("Act", "{\"é\":1}".getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              Invocation.Succeeded.class,
              s -> assertThat(s.payload()).asString(UTF_8).isEqualTo("{\"é\":1}"));
      assertThat(functions.invoke("Act", "\"throw\"".getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              Invocation.Failed.class,
              f -> assertThat(f.errorType()).isEqualTo("java.lang.IllegalStateException"));
      assertThat(functions.invoke("Act", "\"context\"".getBytes(UTF_8)).payload())
          .asString(UTF_8)
          .contains("|Act|");
    }
  }

  @Test
  void servesHandlersOfPlainObjects() throws Exception {
    try (LocalFunctions functions = start("Objects", ObjectsHandler.class)) {
      assertThat(functions.invoke("Objects", TestFunction.TWO_MESSAGES.getBytes(UTF_8)).payload())
          .asString(UTF_8)
          .isEqualTo(TestFunction.SECOND_FAILED);
      assertThat(functions.invoke("Objects", "no event".getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              Invocation.Failed.class,
              f -> {
                assertThat(f.errorType()).isEqualTo("java.lang.RuntimeException");
                assertThat(f.message()).isEqualTo("An error occurred during JSON parsing");
              });
    }
  }

  private LocalFunctions start(String name, Class<?> handler) throws IOException {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"),
        "skipped: AWS's runtime interface client is for Linux only");
    HostProgram program =
        HostProgram.aws(
            List.of(
                TestFunction.location(AWSLambda.class),
                TestFunction.location(PojoSerializer.class),
                TestFunction.location(RequestStreamHandler.class),
                TestFunction.location(SdkInternalThreadLocal.class)),
            folder.resolve("native"));
    LocalFunctions.Settings settings =
        new LocalFunctions.Settings(
            folder.resolve("code"),
            folder.resolve("logs"),
            program,
            Map.of("AWS_REGION", "local"),
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString(),
            System.out::println);
    return LocalFunctions.of(
        List.of(TestFunction.of(name, handler, folder, Duration.ofSeconds(20))), settings);
  }
}
