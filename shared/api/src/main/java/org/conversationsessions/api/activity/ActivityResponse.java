package org.conversationsessions.api.activity;

import java.util.Iterator;
import java.util.List;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.ErrorBody;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.json.JsonWriter;

/** Writes the response of the activity API (contract, section 6). */
public final class ActivityResponse {
  private ActivityResponse() {}

  /**
   * Returns a response with status 200 and one result for each event, in the order sent.
   *
   * @param events the events as they were parsed
   * @param recorded the results of the valid events, in the same order
   * @param requestId the identifier under which a failure of the store is logged
   */
  public static HttpResponse of(
      List<ParsedEvent> events, List<RecordingResult> recorded, String requestId) {
    JsonWriter json = new JsonWriter(64 + 128 * events.size());
    json.beginObject().name("results").beginArray();
    Iterator<RecordingResult> remaining = recorded.iterator();
    for (ParsedEvent event : events) {
      json.beginObject().name("eventId");
      switch (event) {
        case ParsedEvent.Valid(ActivityEvent valid) ->
            write(remaining.next(), requestId, json.string(valid.eventId()));
        case ParsedEvent.Invalid invalid -> {
          invalid.eventId().ifPresentOrElse(json::string, json::nullValue);
          ErrorBody.write(invalid.error(), json.name("error"));
        }
      }
      json.endObject();
    }
    return HttpResponse.json(json.endArray().endObject().finish());
  }

  private static void write(RecordingResult recorded, String requestId, JsonWriter json) {
    switch (recorded) {
      case RecordingResult.InSession in ->
          json.name("sessionId")
              .string(in.session().value())
              .name("sessionStatus")
              .string(in.status().wire());
      case RecordingResult.Sessionless none ->
          json.name("sessionId").nullValue().name("sessionStatus").nullValue();
      case RecordingResult.Refused(String reason) ->
          ErrorBody.write(ApiError.badRequest(reason), json.name("error"));
      case RecordingResult.Failed(StoreException cause) ->
          ErrorBody.write(ApiError.of(cause, requestId), json.name("error"));
    }
  }
}
