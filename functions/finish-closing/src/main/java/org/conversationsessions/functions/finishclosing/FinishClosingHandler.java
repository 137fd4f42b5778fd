package org.conversationsessions.functions.finishclosing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.conversationsessions.api.events.SessionEventDetail;
import org.conversationsessions.application.closing.ClosingFinisher;
import org.conversationsessions.application.closing.StateClearer;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.bus.EventBridgeBus;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.store.Store;
import org.conversationsessions.stream.SqsDeadLetterQueue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Finishes a batch of queued closings and returns the messages to deliver again (partial batch
 * response).
 */
public final class FinishClosingHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  /** Longer than the timeout of the script function, including its cold start. */
  private static final Duration MAX_SCRIPT_DURATION = Duration.ofSeconds(40);

  private final ClosingBatch batch;

  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public FinishClosingHandler() {
    this(batch(Store.from(System.getenv(), Clock.systemUTC())));
  }

  FinishClosingHandler(ClosingBatch batch) {
    this.batch = batch;
  }

  @Override
  public SQSBatchResponse handleRequest(@Nullable SQSEvent event, @Nullable Context context) {
    List<String> again = batch.finish(QueuedClosing.read(event));
    return new SQSBatchResponse(again.stream().map(BatchItemFailure::new).toList());
  }

  private static ClosingBatch batch(Store store) {
    Map<String, String> environment = store.environment();
    ClosingLog log = new ClosingLog(System.out::println);
    SqsClient queues = SqsClient.builder().httpClientBuilder(http(Duration.ofSeconds(5))).build();
    ClosingFinisher finisher =
        new ClosingFinisher(
            store.storedSessions(),
            scripts(environment),
            new StateClearer(store.conversations(), store.states(), BackoffPolicy.jittered()),
            new EventBridgeBus(
                EventBridgeClient.builder().httpClientBuilder(http(Duration.ofSeconds(5))).build(),
                SqsDeadLetterQueue.of(environment, "UNDELIVERED_QUEUE_URL"),
                // Never used: a closed session already has a language.
                new SessionEventDetail(bot -> BotSettings.DEFAULT.defaultLanguage()),
                ServiceConfig.text(environment, "EVENT_BUS_NAME")),
            store.closingDebugLog(),
            log::logScriptFailed);
    return new ClosingBatch(
        finisher,
        DeliveryControl.sqs(
            queues,
            ServiceConfig.text(environment, "CLOSING_QUEUE_URL"),
            ServiceConfig.text(environment, "CLOSING_DEAD_LETTER_QUEUE_URL")),
        log);
  }

  /**
   * Creates the client without retries. The queue delivers failed messages again; retries in the
   * client would exhaust the function's time.
   */
  private static LambdaScriptRunner scripts(Map<String, String> environment) {
    return new LambdaScriptRunner(
        LambdaClient.builder()
            .httpClientBuilder(http(MAX_SCRIPT_DURATION))
            .overrideConfiguration(
                settings -> settings.retryStrategy(retry -> retry.maxAttempts(1)))
            .build(),
        ServiceConfig.text(environment, "CLOSING_SCRIPT_FUNCTION"));
  }

  private static UrlConnectionHttpClient.Builder http(Duration longest) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(1))
        .socketTimeout(longest);
  }
}
