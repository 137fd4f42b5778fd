package org.conversationsessions.functions.recordactivity;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.activity.ActivityReader;
import org.conversationsessions.api.activity.ActivityResponse;
import org.conversationsessions.api.activity.InvalidEvents;
import org.conversationsessions.api.activity.ParsedEvent;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.log.StructuredLog;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/** Handles {@code POST …/activity} (contract, section 6). Recording is not rate-limited. */
public final class RecordActivityHandler extends HttpFunction {
  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public RecordActivityHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.registerPriming(store, () -> RecordActivityPriming.PRIMING);
  }

  RecordActivityHandler(Store store) {
    this(
        new ActivityEndpoint(
            AccessCheck.caching(
                store.registry(), RateLimits.NONE, store.clock(), store.config().requireExpiry()),
            new Recorder(
                store.conversations(),
                store.due(),
                store.transcripts(),
                store.debugLogging(),
                new RandomSessionIds(),
                store.clock(),
                BackoffPolicy.jittered()),
            store.clock()));
  }

  RecordActivityHandler(ActivityEndpoint endpoint) {
    super(Endpoint.byMethod(Map.of("POST", endpoint::answer)));
  }

  /** Checks access, parses the events, records them and writes the response. */
  record ActivityEndpoint(AccessCheck access, Recorder recorder, InstantSource clock) {
    HttpOutcome answer(HttpRequest request) {
      return switch (access.authorizeForBot(request, RequiredPermission.WRITE)) {
        case AccessDecision.Denied<Bot>(ApiError error) -> error;
        case AccessDecision.Granted<Bot>(_, Bot bot) -> record(request, bot);
      };
    }

    private HttpOutcome record(HttpRequest request, Bot bot) {
      Instant arrival = clock.instant();
      return switch (RequestBody.read(
          request, body -> ActivityReader.readEvents(body, bot.id(), arrival))) {
        case ParseResult.Refused<List<ParsedEvent>>(ApiError error) -> error;
        case ParseResult.Value<List<ParsedEvent>>(List<ParsedEvent> items) -> {
          List<RecordingResult> recorded =
              recorder.record(
                  bot, valid(items), InvalidEvents.debugLines(items, arrival), traceId(request));
          logFailures(recorded, request.requestId());
          yield ActivityResponse.of(items, recorded, request.requestId());
        }
      };
    }

    private static Optional<String> traceId(HttpRequest request) {
      return Optional.of(request.requestId()).filter(id -> !id.isEmpty());
    }

    private static List<ActivityEvent> valid(List<ParsedEvent> items) {
      List<ActivityEvent> valid = new ArrayList<>();
      for (ParsedEvent item : items) {
        if (item instanceof ParsedEvent.Valid(ActivityEvent event)) {
          valid.add(event);
        }
      }
      return valid;
    }

    /**
     * Logs the first transient and the first permanent failure of the store. The conversations of
     * one request usually fail for the same reason, so more lines would add nothing.
     */
    private static void logFailures(List<RecordingResult> recorded, String requestId) {
      Set<Boolean> logged = new HashSet<>();
      for (RecordingResult result : recorded) {
        if (result instanceof RecordingResult.Failed(StoreException cause)
            && logged.add(cause.isTransient())) {
          StructuredLog.logFailure(requestId, cause);
        }
      }
    }
  }
}
