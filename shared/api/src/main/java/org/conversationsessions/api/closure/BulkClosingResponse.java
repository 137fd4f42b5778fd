package org.conversationsessions.api.closure;

import java.util.Map;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.application.closing.ClosingJob;
import org.conversationsessions.application.closing.ClosingJobService;
import org.conversationsessions.json.JsonWriter;

/** Responses about the closing of many sessions (contract, section 4). */
public final class BulkClosingResponse {
  /** More live sessions match than one job closes. */
  public static final ApiError TOO_MANY =
      ApiError.badRequest(
          "more than "
              + ClosingJobService.MAX_SESSIONS
              + " live sessions are of this time and end user; narrow dateFrom and dateTo");

  /** The bot's last job has another identifier, or there is none. */
  public static final ApiError UNKNOWN = ApiError.badRequest("Invalid request ID");

  private static final int ACCEPTED = 202;

  private BulkClosingResponse() {}

  /** Returns the response to a dry run. */
  public static HttpResponse counted(int total) {
    return HttpResponse.json(
        new JsonWriter()
            .beginObject()
            .name("dryRun")
            .bool(true)
            .name("total")
            .number(total)
            .endObject()
            .finish());
  }

  /** Returns the response to a request. */
  public static HttpOutcome of(ClosingJobService.Result result) {
    return switch (result) {
      case ClosingJobService.Result.Started(ClosingJob job) ->
          new HttpResponse(
              ACCEPTED, Map.of("content-type", "application/json"), write(job).finish());
      case ClosingJobService.Result.Busy(ClosingJob job) ->
          ApiError.badRequest("a job of this bot is not complete yet: " + job.id());
    };
  }

  /** Returns the status of a job. */
  public static HttpResponse of(ClosingJob job) {
    return HttpResponse.json(write(job).finish());
  }

  private static JsonWriter write(ClosingJob job) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("jobId").string(job.id());
    json.name("status").string(job.completedAt().isPresent() ? "completed" : "running");
    json.name("total").number(job.total());
    json.name("closed").number(job.closed());
    json.name("submittedAt").string(WireTime.of(job.requestedAt()));
    json.name("completedAt");
    job.completedAt().map(WireTime::of).ifPresentOrElse(json::string, json::nullValue);
    return json.endObject();
  }
}
