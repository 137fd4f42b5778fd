package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.conversationsessions.local.runner.fixtures.TestTemplates;
import org.conversationsessions.local.runner.handlers.StreamHandler;
import org.conversationsessions.local.runner.handlers.WritingHandler;
import org.conversationsessions.local.runner.lambda.TestFunction;

/**
 * A project with the table {@code Things}. The function {@code Pass} reads its stream and invokes
 * {@code Write}, which appends each event to a file.
 */
final class StreamProject {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final String TEMPLATE =
      """
      Globals:
        Function:
          Runtime: java25
          Timeout: 20
          AutoPublishAlias: live
          Environment:
            Variables:
              REGISTRY_TABLE: !Ref Registry
      Resources:
      """
          + TestTemplates.REGISTRY
          + """
          Things:
            Type: AWS::DynamoDB::Table
            Properties:
              BillingMode: PAY_PER_REQUEST
              AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
              KeySchema: [{AttributeName: id, KeyType: HASH}]
              StreamSpecification: {StreamViewType: KEYS_ONLY}
          Pass:
            Type: AWS::Serverless::Function
            Properties:
              Handler: org.conversationsessions.local.runner.handlers.StreamHandler
              CodeUri: pass.zip
              Environment: {Variables: {NEXT_FUNCTION: !Ref Write.Alias}}
              Events:
                Things:
                  Type: DynamoDB
                  Properties:
                    Stream: !GetAtt Things.StreamArn
                    StartingPosition: TRIM_HORIZON
                    FunctionResponseTypes: [ReportBatchItemFailures]
          Write:
            Type: AWS::Serverless::Function
            Properties:
              Handler: org.conversationsessions.local.runner.handlers.WritingHandler
              CodeUri: write.zip
              Environment: {Variables: {FILE: written, STREAM: !GetAtt Things.StreamArn}}
          """
              .indent(2);

  private final Path root;

  private StreamProject(Path root) {
    this.root = root;
  }

  /** Writes the template and the functions' artifacts into a folder. */
  static StreamProject in(Path root) throws Exception {
    StreamProject project = new StreamProject(root);
    project.writeTemplate(UnaryOperator.identity());
    TestFunction.artifact(StreamHandler.class, root.resolve("pass.zip"));
    TestFunction.artifact(WritingHandler.class, root.resolve("write.zip"));
    return project;
  }

  /** Replaces the template by a changed one. */
  void writeTemplate(UnaryOperator<String> change) throws IOException {
    Files.writeString(
        root.resolve("template.yaml"),
        change.apply(TEMPLATE.replace("FILE: written", "FILE: " + written())));
  }

  /** Returns options for a service with its data in the project's folder {@code data}. */
  Options withData() {
    return options(Optional.of(root.resolve("data")));
  }

  /** Returns options for a service with its data in memory. */
  Options inMemory() {
    return options(Optional.empty());
  }

  private Options options(Optional<Path> data) {
    return new Options(
        root, root.resolve(".local"), 0, data, Optional.empty(), false, false, Map.of());
  }

  /** Returns the events that {@code Write} received, one line each. */
  List<String> lines() throws IOException {
    return Files.readAllLines(written());
  }

  /** Waits until {@code Write} has received an event with this text. */
  void awaitWritten(String text) throws Exception {
    await("the event with " + text, () -> isWritten(text));
  }

  /** Waits until {@code Write} has received the change of an item. */
  void awaitChange(String key) throws Exception {
    awaitWritten("\"Keys\":{\"id\":{\"S\":\"" + key + "\"}}");
  }

  /** Waits until a condition holds; fails after a minute. */
  static void await(String what, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time to wait for " + what).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private boolean isWritten(String text) {
    try {
      return Files.exists(written()) && Files.readString(written()).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path written() {
    return root.resolve("written");
  }
}
