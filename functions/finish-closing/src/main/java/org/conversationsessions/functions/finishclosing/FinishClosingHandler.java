package org.conversationsessions.functions.finishclosing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.conversationsessions.api.events.SessionEventDetail;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.application.closing.ClosingFinisher;
import org.conversationsessions.application.closing.StateClearing;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.bus.EventBridgeBus;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.store.Store;
import org.conversationsessions.stream.SetAsideQueue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A batch of closings in; the messages that must come again out (partial batch response). */
public final class FinishClosingHandler implements RequestStreamHandler {
  /** Longer than the function that runs scripts may take, its start included. */
  private static final Duration LONGEST_SCRIPT = Duration.ofSeconds(40);

  private final ClosingBatch batch;

  /** As Lambda makes it. */
  public FinishClosingHandler() {
    this(batch(Store.from(System.getenv(), Clock.systemUTC())));
  }

  FinishClosingHandler(ClosingBatch batch) {
    this.batch = batch;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
      throws IOException {
    List<String> again = batch.finish(QueuedClosing.read(Bytes.readAll(input)));
    JsonWriter json = new JsonWriter().beginObject().name("batchItemFailures").beginArray();
    again.forEach(id -> json.beginObject().name("itemIdentifier").text(id).endObject());
    json.endArray().endObject().finish().writeTo(output);
  }

  private static ClosingBatch batch(Store store) {
    Map<String, String> environment = store.environment();
    ClosingLog log = new ClosingLog(System.out::println);
    SqsClient queues = SqsClient.builder().httpClientBuilder(http(Duration.ofSeconds(5))).build();
    ClosingFinisher finisher =
        new ClosingFinisher(
            scripts(environment),
            new StateClearing(store.conversations(), store.states(), BackoffPolicy.backingOff()),
            new EventBridgeBus(
                EventBridgeClient.builder().httpClientBuilder(http(Duration.ofSeconds(5))).build(),
                SetAsideQueue.of(environment, "UNDELIVERED_QUEUE_URL"),
                // A closed session has the language of its closing: this one is never shown.
                new SessionEventDetail(bot -> BotSettings.DEFAULT.defaultLanguage()),
                ServiceConfig.text(environment, "EVENT_BUS_NAME")),
            log::scriptFailed);
    return new ClosingBatch(
        finisher,
        DeliveryControl.sqs(
            queues,
            ServiceConfig.text(environment, "CLOSING_QUEUE_URL"),
            ServiceConfig.text(environment, "CLOSING_DEAD_LETTER_QUEUE_URL")),
        log);
  }

  /** The queue tries again what fails: the client must not, or the function runs out of time. */
  private static LambdaScriptRunner scripts(Map<String, String> environment) {
    return new LambdaScriptRunner(
        LambdaClient.builder()
            .httpClientBuilder(http(LONGEST_SCRIPT))
            .overrideConfiguration(
                settings -> settings.retryStrategy(retry -> retry.maxAttempts(1)))
            .build(),
        ServiceConfig.text(environment, "CLOSURE_SCRIPT_FUNCTION"));
  }

  private static UrlConnectionHttpClient.Builder http(Duration longest) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(1))
        .socketTimeout(longest);
  }
}
