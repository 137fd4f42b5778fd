package org.conversationsessions.functions.publishsessionevents;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.conversationsessions.api.events.SessionEventDetail;
import org.conversationsessions.application.DeadLetterQueue;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Jitter;
import org.conversationsessions.application.message.ClosingMessages;
import org.conversationsessions.application.publishing.SessionEventPublisher;
import org.conversationsessions.bus.EventBridgeBus;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.store.Store;
import org.conversationsessions.stream.SqsDeadLetterQueue;
import org.conversationsessions.stream.StreamBatch;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Publishes the events of a batch of the sessions table's stream. The response identifies the first
 * change to deliver again (partial batch response).
 */
public final class PublishSessionEventsHandler implements RequestStreamHandler {
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MILLIS = 100;

  private final SessionEventPublisher publisher;
  private final DeadLetterQueue deadLetterQueue;

  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public PublishSessionEventsHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    DeadLetterQueue undelivered =
        SqsDeadLetterQueue.of(store.environment(), "UNDELIVERED_QUEUE_URL");
    this(publisher(store, undelivered), undelivered);
  }

  PublishSessionEventsHandler(SessionEventPublisher publisher, DeadLetterQueue deadLetterQueue) {
    this.publisher = publisher;
    this.deadLetterQueue = deadLetterQueue;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    StreamBatch batch = StreamBatch.read(Bytes.readAll(input));
    Map<Integer, UnreadableItemException> unprocessable = new TreeMap<>();
    OptionalInt failed = publisher.publish(batch.changes(), unprocessable::putIfAbsent);
    batch.toResponse(failed, unprocessable, deadLetterQueue).writeTo(output);
  }

  private static SessionEventPublisher publisher(Store store, DeadLetterQueue undelivered) {
    Map<String, String> environment = store.environment();
    RecentBots bots = new RecentBots(store.registryWithoutSecrets(), store.clock());
    return new SessionEventPublisher(
        store.settings(),
        new ClosingMessages(store.transcripts(), bots::find, store.storedSessions()::isStored),
        store.closingDebugLog(),
        SqsClosingQueue.shared(
            SqsClient.builder().httpClientBuilder(http()).build(),
            ServiceConfig.text(environment, "CLOSING_QUEUE_URL"),
            Integer.parseInt(ServiceConfig.text(environment, "SCRIPT_CONCURRENCY"))),
        new EventBridgeBus(
            EventBridgeClient.builder().httpClientBuilder(http()).build(),
            undelivered,
            new SessionEventDetail(bots::language),
            ServiceConfig.text(environment, "EVENT_BUS_NAME")),
        store.markNotes(),
        ATTEMPTS,
        PublishSessionEventsHandler::pause);
  }

  private static UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(1))
        .socketTimeout(Duration.ofSeconds(5));
  }

  private static void pause(int attempt) {
    long most = TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MILLIS << attempt);
    LockSupport.parkNanos(most / 2 + Jitter.below(most / 2));
  }
}
