package org.conversationsessions.api.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.ErrorBody;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.recording.Recorder.Recorded;
import org.conversationsessions.domain.conversation.ActivityEvent;

/** What became of the events of a request (contract, section 6). */
public final class ActivityResponse {
  private ActivityResponse() {}

  /**
   * One event's part of the answer.
   *
   * @param eventId its identifier, if it can be told
   * @param result the session, or the error
   */
  public record Result(Optional<String> eventId, Outcome result) {}

  /** What became of an event: where it counts, or why it does not. */
  public sealed interface Outcome {
    /** It counts. */
    record Counts(Recorded.In in) implements Outcome {}

    /** It is taken and counts in no session; the answer names none. */
    record Sessionless() implements Outcome {}

    /** It does not. */
    record Fails(ApiError error) implements Outcome {}
  }

  /**
   * Records the valid ones of some events and says of each what became of it, in the order given.
   *
   * @param recording records events and answers for each
   * @param requestId what to ask for in the logs if the store failed
   */
  public static List<Result> record(
      List<ActivityItem> items,
      Function<List<ActivityEvent>, List<Recorded>> recording,
      String requestId) {
    List<ActivityEvent> valid = new ArrayList<>();
    for (ActivityItem item : items) {
      if (item instanceof ActivityItem.Valid(ActivityEvent event)) {
        valid.add(event);
      }
    }
    List<Recorded> recorded = valid.isEmpty() ? List.of() : recording.apply(valid);
    List<Result> results = new ArrayList<>();
    int next = 0;
    for (ActivityItem item : items) {
      results.add(
          switch (item) {
            case ActivityItem.Valid(ActivityEvent event) ->
                new Result(Optional.of(event.eventId()), outcome(recorded.get(next++), requestId));
            case ActivityItem.Invalid(Optional<String> eventId, ApiError error) ->
                new Result(eventId, new Outcome.Fails(error));
          });
    }
    return results;
  }

  /** The answer with status 200. */
  public static HttpResponse of(List<Result> results) {
    JsonWriter json = new JsonWriter(64 + 128 * results.size());
    json.beginObject().name("results").beginArray();
    for (Result result : results) {
      json.beginObject().name("eventId");
      result.eventId().ifPresentOrElse(json::text, json::nothing);
      switch (result.result()) {
        case Outcome.Counts(Recorded.In in) ->
            json.name("sessionId")
                .text(in.session().value())
                .name("sessionStatus")
                .text(in.status().wire());
        case Outcome.Sessionless none ->
            json.name("sessionId").nothing().name("sessionStatus").nothing();
        case Outcome.Fails(ApiError error) -> ErrorBody.write(error, json.name("error"));
      }
      json.endObject();
    }
    return HttpResponse.json(json.endArray().endObject().finish());
  }

  private static Outcome outcome(Recorded recorded, String requestId) {
    return switch (recorded) {
      case Recorded.In in -> new Outcome.Counts(in);
      case Recorded.Sessionless none -> new Outcome.Sessionless();
      case Recorded.Refused(String reason) -> new Outcome.Fails(ApiError.badRequest(reason));
      case Recorded.Failed(StoreException cause) ->
          new Outcome.Fails(ApiError.of(cause, requestId));
    };
  }
}
