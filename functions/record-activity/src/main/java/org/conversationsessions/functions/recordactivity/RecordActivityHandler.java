package org.conversationsessions.functions.recordactivity;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.activity.ActivityItem;
import org.conversationsessions.api.activity.ActivityReader;
import org.conversationsessions.api.activity.ActivityResponse;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.FailureLog;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.recording.Recorder.Recorded;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.snapshot.Rehearsal;
import org.conversationsessions.snapshot.Snapshot;
import org.conversationsessions.store.Store;

/** {@code POST …/activity}. Recording is the bots' own traffic and is not limited. */
public final class RecordActivityHandler extends HttpFunction {
  /** As Lambda makes it. */
  public RecordActivityHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    Snapshot.rehearsing(store, () -> new Rehearsal(RecordActivityHandler::new, RehearsedCalls.ALL));
  }

  RecordActivityHandler(Store store) {
    this(
        AccessCheck.over(
            store.registry(), RateLimits.NONE, store.clock(), store.deployment().requireExpiry()),
        new Recorder(
            store.conversations(),
            store.due(),
            new RandomSessionIds(),
            store.clock(),
            BackoffPolicy.backingOff()),
        store.clock());
  }

  RecordActivityHandler(AccessCheck access, Recorder recorder, InstantSource clock) {
    super(
        Endpoint.byMethod(
            Map.of(
                "POST",
                request ->
                    access
                        .toBot(request, RequiredPermission.WRITE)
                        .answer(granted -> record(request, granted, recorder, clock.instant())))));
  }

  private static HttpOutcome record(
      HttpRequest request,
      AccessDecision.Granted<Bot> granted,
      Recorder recorder,
      Instant arrival) {
    Bot bot = granted.target();
    return RequestBody.read(request, body -> ActivityReader.events(body, bot.id(), arrival))
        .answer(
            (List<ActivityItem> items) ->
                ActivityResponse.of(
                    ActivityResponse.record(
                        items,
                        events -> told(recorder.record(bot, events), request.requestId()),
                        request.requestId())));
  }

  /**
   * Tells the log of the first failure of the store that passes and of the first that does not:
   * what struck one conversation struck the others.
   */
  private static List<Recorded> told(List<Recorded> recorded, String requestId) {
    Set<Boolean> told = new HashSet<>();
    for (Recorded one : recorded) {
      if (one instanceof Recorded.Failed(StoreException cause) && told.add(cause.isPassing())) {
        FailureLog.write(requestId, cause);
      }
    }
    return recorded;
  }
}
