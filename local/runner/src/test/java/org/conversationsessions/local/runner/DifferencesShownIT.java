package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.local.runner.handlers.ActingHandler;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.conversationsessions.local.runner.lambda.TestFunction;
import org.conversationsessions.local.runner.net.RawConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Differences from AWS (docs/differences.md) that no other test shows. */
class DifferencesShownIT {
  @TempDir Path root;

  @BeforeEach
  void write() throws Exception {
    Files.writeString(
        root.resolve("template.yaml"),
        LocalServiceIT.TEMPLATE.replace(
            "Resources:\n", "Resources:\n  Waiting: {Type: 'AWS::SQS::Queue'}\n"));
    TestFunction.artifact(ActingHandler.class, root.resolve("act.zip"));
  }

  @Test
  @Tag("difference:machine")
  void aProcessHasAHeapByMemorySizeAndThisMachinesProcessor() throws Exception {
    try (LocalService service = LocalService.start(options(Optional.empty()))) {
      invoke(service, "\"environment\"");
      List<String> commands =
          ProcessHandle.current()
              .children()
              .map(child -> child.info().commandLine().orElse(""))
              .filter(command -> command.contains(ActingHandler.class.getName()))
              .toList();
      // MemorySize is Lambda's default, 128 MB.
      assertThat(commands).hasSize(1);
      assertThat(commands.getFirst())
          .contains(" -Xmx108m ", "-XX:TieredStopAtLevel=1")
          .startsWith(System.getProperty("java.home"));
    }
  }

  @Test
  @Tag("difference:async-invoke")
  void anAsynchronousInvokeThatFailsIsNotTriedAgain() throws Exception {
    try (LocalService service = LocalService.start(options(Optional.empty()))) {
      String path = "/2015-03-31/functions/Act/invocations";
      String event = "\"throw\"";
      try (RawConnection connection = new RawConnection(service.url())) {
        connection.send(
            "POST %s HTTP/1.1\r\nHost: h\r\nX-Amz-Invocation-Type: Event\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, event.length(), event));
        assertThat(connection.read()).startsWith("HTTP/1.1 202 ");
      }
      Path log = root.resolve(".local/logs/Act.log");
      awaitLine(log, "java.lang.IllegalStateException");
      // A later invocation is answered: the failed one has had its time.
      for (int i = 0; i < 20; i++) {
        invoke(service, "\"environment\"");
      }
      assertThat(count(log, "java.lang.IllegalStateException")).isEqualTo(1);
    }
  }

  @Test
  @Tag("difference:queue-memory")
  void whatIsQueuedIsKeptWithTheDataAndGoneWithoutIt() throws Exception {
    assertThat(queuedAfterARestart(options(Optional.of(root.resolve("data")))))
        .contains("\"ApproximateNumberOfMessages\":\"1\"");
    assertThat(queuedAfterARestart(options(Optional.empty())))
        .contains("\"ApproximateNumberOfMessages\":\"0\"");
  }

  private static String queuedAfterARestart(Options options) throws Exception {
    try (LocalService service = LocalService.start(options)) {
      assertThat(sqs(service, "SendMessage", "\"MessageBody\":\"kept?\"")).contains("MessageId");
      assertThat(messages(service)).contains("\"ApproximateNumberOfMessages\":\"1\"");
    }
    try (LocalService service = LocalService.start(options)) {
      return messages(service);
    }
  }

  private static String messages(LocalService service) throws Exception {
    return sqs(service, "GetQueueAttributes", "\"AttributeNames\":[\"All\"]");
  }

  private static String sqs(LocalService service, String operation, String fields)
      throws Exception {
    String body = "{\"QueueUrl\":\"" + service.url() + "/000000000000/Waiting\"," + fields + "}";
    try (RawConnection connection = new RawConnection(service.url())) {
      connection.send(
          "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.%s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(operation, body.length(), body));
      return connection.read();
    }
  }

  private static void invoke(LocalService service, String event) {
    assertThat(service.functions().invoke("Act", event.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Invocation.Succeeded.class);
  }

  private static void awaitLine(Path log, String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (count(log, text) == 0) {
      if (System.nanoTime() > end) {
        fail("not in the log: " + text);
      }
      Thread.sleep(50);
    }
  }

  private static long count(Path log, String text) throws Exception {
    return Files.exists(log)
        ? Files.readString(log).lines().filter(line -> line.contains(text)).count()
        : 0;
  }

  private Options options(Optional<Path> data) {
    return new Options(
        root, root.resolve(".local"), 0, data, Optional.empty(), false, false, Map.of());
  }
}
