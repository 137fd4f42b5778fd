package org.conversationsessions.api.erasure;

import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.application.erasure.ErasureService.State;
import org.conversationsessions.application.erasure.ErasureWorker;
import org.conversationsessions.domain.erasure.ConversationDeletion;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.json.JsonWriter;

/** Responses about requests to delete conversations (contract, section 15). */
public final class ConversationDeletionResponse {
  private static final int ACCEPTED = 202;

  private ConversationDeletionResponse() {}

  /** Returns the response to a request that was taken. */
  public static HttpResponse accepted(ConversationDeletion request) {
    return new HttpResponse(
        ACCEPTED,
        Map.of("content-type", "application/json"),
        new JsonWriter()
            .beginObject()
            .name("status")
            .string("queued")
            .name("jobId")
            .string(request.id().value())
            .name("message")
            .string("Deletion job queued successfully.")
            .name("submittedAt")
            .string(WireTime.of(request.createdAt()))
            .endObject()
            .finish());
  }

  /** Returns the status of a request. */
  public static HttpResponse of(ConversationDeletion request, State state) {
    ErasureProgress progress = state.progress();
    boolean done = progress.phase() == ErasurePhase.DONE;
    boolean begun = progress.startedAt() != null;
    JsonWriter json = new JsonWriter().beginObject();
    json.name("jobId").string(request.id().value());
    json.name("status").string(done ? "completed" : begun ? "running" : "queued");
    json.name("requestType").string(request.byUser() ? "cId" : "conversationIds");
    json.name("submittedAt").string(WireTime.of(request.createdAt()));
    json.name("scheduledAt").string(WireTime.of(request.createdAt()));
    json.name("startedAt");
    Optional.ofNullable(progress.startedAt())
        .map(WireTime::of)
        .ifPresentOrElse(json::string, json::nullValue);
    json.name("completedAt");
    Optional.of(progress.updatedAt())
        .filter(at -> done)
        .map(WireTime::of)
        .ifPresentOrElse(json::string, json::nullValue);
    writeResult(json.name("result"), request, state);
    return HttpResponse.json(json.endObject().finish());
  }

  private static void writeResult(JsonWriter json, ConversationDeletion request, State state) {
    ErasureProgress progress = state.progress();
    long deleted = sum(request, state, false);
    long failed = sum(request, state, true);
    long skipped = progress.skipped();
    if (!request.byUser() && progress.phase() == ErasurePhase.DONE) {
      // Live ones, and those that are unknown.
      skipped = Math.max(0, request.requested() - deleted - failed);
    }
    long processed = deleted + failed + skipped;
    json.beginObject();
    json.name("totalConversations").number(request.byUser() ? processed : request.requested());
    json.name("processedCount").number(processed);
    json.name("deletedCount").number(deleted);
    json.name("failedCount").number(failed);
    json.name("skippedCount").number(skipped);
    json.name("retriesRemaining")
        .number(
            progress.phase() == ErasurePhase.DONE ? 0 : ErasureWorker.MAX_PASSES - progress.pass());
    json.endObject();
  }

  private static long sum(ConversationDeletion request, State state, boolean remaining) {
    long sum = 0;
    for (int number = 0; number < request.selections().size(); number++) {
      sum +=
          remaining
              ? state.receipt(number).remaining(DataStore.SESSIONS).orElse(0L)
              : state.receipt(number).deleted(DataStore.SESSIONS);
    }
    return sum;
  }
}
