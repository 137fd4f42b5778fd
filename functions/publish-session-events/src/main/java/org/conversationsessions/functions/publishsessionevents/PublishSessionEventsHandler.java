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
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.UnreadableItemException;
import org.conversationsessions.domain.conversation.Contention;
import org.conversationsessions.domain.conversation.Jitter;
import org.conversationsessions.domain.outbox.Outbox;
import org.conversationsessions.domain.outbox.SessionEvent;
import org.conversationsessions.domain.outbox.StateClearing;
import org.conversationsessions.domain.settings.Deployment;
import org.conversationsessions.store.Store;
import org.conversationsessions.stream.SetAside;
import org.conversationsessions.stream.SetAsideQueue;
import org.conversationsessions.stream.StreamBatch;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A batch of the sessions' stream in; the first change that must come again out. */
public final class PublishSessionEventsHandler implements RequestStreamHandler {
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MILLIS = 100;

  /** Longer than the function that runs a script may take. */
  private static final Duration LONGEST_SCRIPT = Duration.ofSeconds(30);

  private final Outbox outbox;
  private final SetAside aside;

  /** As Lambda makes it. */
  public PublishSessionEventsHandler() {
    this(Store.from(System.getenv(), Clock.systemUTC()));
  }

  private PublishSessionEventsHandler(Store store) {
    this(
        new Outbox(
            store.settings(),
            scripts(store.environment()),
            new StateClearing(store.conversations(), store.states(), Contention.backingOff()),
            bus(store),
            PublishSessionEventsHandler::log,
            ATTEMPTS,
            PublishSessionEventsHandler::pause),
        undelivered(store));
  }

  PublishSessionEventsHandler(Outbox outbox, SetAside aside) {
    this.outbox = outbox;
    this.aside = aside;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    StreamBatch batch = StreamBatch.read(Bytes.readAll(input));
    Map<Integer, UnreadableItemException> never = new TreeMap<>();
    OptionalInt failed = outbox.work(batch.changes(), never::putIfAbsent);
    batch.settle(failed, never, aside).writeTo(output);
  }

  private static SetAside undelivered(Store store) {
    return SetAsideQueue.of(store.environment(), "UNDELIVERED_QUEUE_URL");
  }

  private static EventBridgeBus bus(Store store) {
    Map<String, String> environment = store.environment();
    return new EventBridgeBus(
        EventBridgeClient.builder().httpClientBuilder(http(Duration.ofSeconds(5))).build(),
        undelivered(store),
        new SessionEventDetail(new DefaultLanguages(store.bots(), store.clock())::of),
        Deployment.text(environment, "EVENT_BUS_NAME"));
  }

  private static LambdaScriptRunner scripts(Map<String, String> environment) {
    return new LambdaScriptRunner(
        LambdaClient.builder().httpClientBuilder(http(LONGEST_SCRIPT)).build(),
        Deployment.text(environment, "CLOSURE_SCRIPT_FUNCTION"));
  }

  private static UrlConnectionHttpClient.Builder http(Duration longest) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(1))
        .socketTimeout(longest);
  }

  private static void log(SessionEvent.ScriptFailed failed) {
    Bytes line =
        new JsonWriter()
            .beginObject()
            .name("level")
            .text("WARN")
            .name("message")
            .text("a closing's custom script failed")
            .name("botId")
            .text(failed.session().conversation().bot().value())
            .name("sessionId")
            .text(failed.session().id().value())
            .name("kind")
            .text(failed.failure().kind())
            .name("line")
            .number(failed.failure().line())
            .name("error")
            .text(failed.failure().message())
            .endObject()
            .finish();
    System.out.println(line.utf8Text().orElseThrow());
  }

  private static void pause(int attempt) {
    long most = TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MILLIS << attempt);
    LockSupport.parkNanos(most / 2 + Jitter.below(most / 2));
  }
}
