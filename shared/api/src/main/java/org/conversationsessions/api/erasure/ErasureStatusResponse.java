package org.conversationsessions.api.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.application.erasure.ErasureService.State;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.TargetReceipt;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.json.JsonWriter;

/**
 * Responses about requests to erase end users' data (contract, section 15).
 *
 * @param backups how long backups keep erased data; zero: there are none
 */
public record ErasureStatusResponse(Duration backups) {
  /** How long requests are kept. */
  private static final Duration REQUESTS = Duration.ofDays(30);

  /** Where else data may be, and how long it stays there after the request. */
  private static final Map<String, Duration> ELSEWHERE =
      Map.of("queues", Duration.ofDays(14), "streams", Duration.ofHours(24), "request", REQUESTS);

  /** Up to this number of targets every store has a row in the receipts. */
  private static final int ALL_ROWS = 1000;

  /**
   * The most rows. The longest row takes 223 bytes in Lambda's response of 6 MB at most, where
   * quotes are escaped. That leaves room for the identifiers of 100 end users.
   */
  private static final int MAX_ROWS = 20_000;

  /** Returns the response to a request that was taken. */
  public static HttpResponse accepted(UserErasure request) {
    return HttpResponse.json(
        new JsonWriter()
            .beginObject()
            .name("requestId")
            .string(request.id().value())
            .name("status")
            .string("in-progress")
            .endObject()
            .finish());
  }

  /** Returns the status of a request. */
  public HttpResponse of(UserErasure request, State state) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("_id").string(request.id().value());
    json.name("createdOn").string(WireTime.of(request.createdAt()));
    json.name("lastUpdatedOn").string(WireTime.of(state.progress().updatedAt()));
    json.name("RemoveDataFromAllBots").bool(request.allBots());
    json.name("status").string(status(state.progress()));
    json.name("response").beginArray();
    Rows rows = new Rows(json, request.targets() <= ALL_ROWS);
    for (int subject = 0; subject < request.subjects().size(); subject++) {
      writeSubject(json, rows, request, state, subject);
    }
    json.endArray();
    if (rows.omitted > 0) {
      json.name("omittedRows").number(rows.omitted);
    }
    writeOtherPlaces(json, request);
    return HttpResponse.json(json.endObject().finish());
  }

  private static String status(ErasureProgress progress) {
    if (progress.phase() != ErasurePhase.DONE) {
      return "in-progress";
    }
    return progress.failed().isEmpty() ? "completed" : "failed";
  }

  private static void writeSubject(
      JsonWriter json, Rows rows, UserErasure request, State state, int subject) {
    json.beginObject();
    json.name("userId").string(request.subjects().get(subject).userId());
    request
        .subjects()
        .get(subject)
        .channel()
        .ifPresent(channel -> json.name("channel").string(channel));
    Optional<String> reason = Optional.ofNullable(state.progress().failed().get(subject));
    json.name("status")
        .string(
            reason.isPresent()
                ? "FAILURE"
                : isComplete(request, state.progress(), subject) ? "SUCCESS" : "IN_PROGRESS");
    reason.ifPresent(text -> json.name("reason").string(text));
    json.name("receipt").beginArray();
    for (int bot = 0; bot < request.bots().size(); bot++) {
      TargetReceipt receipt = state.receipt(request.targetNumber(bot, subject));
      for (DataStore store : DataStore.values()) {
        rows.add(request.bots().get(bot), store, receipt);
      }
    }
    json.endArray().endObject();
  }

  /** An end user is complete when their last target is: that of the last bot. */
  private static boolean isComplete(UserErasure request, ErasureProgress progress, int subject) {
    return progress.phase() == ErasurePhase.DONE
        || (progress.phase() == ErasurePhase.AWAITING
            && !request.bots().isEmpty()
            && progress.position() > request.targetNumber(request.bots().size() - 1, subject));
  }

  /** The rows of all receipts of a response. */
  private static final class Rows {
    private final JsonWriter json;
    private final boolean all;
    private int written;
    private int omitted;

    /**
     * Begins without rows.
     *
     * @param all whether rows are written of which nothing was deleted and nothing is left
     */
    Rows(JsonWriter json, boolean all) {
      this.json = json;
      this.all = all;
    }

    void add(BotId bot, DataStore store, TargetReceipt receipt) {
      Optional<Long> remaining = receipt.remaining(store);
      if (!all && receipt.deleted(store) == 0 && remaining.orElse(0L) == 0) {
        return;
      }
      if (written == MAX_ROWS) {
        omitted++;
        return;
      }
      written++;
      json.beginObject();
      json.name("botId").string(bot.value());
      json.name("store").string(store.wire());
      json.name("deleted").number(receipt.deleted(store));
      json.name("remaining");
      remaining.ifPresentOrElse(json::number, json::nullValue);
      json.name("goneBy");
      receipt
          .goneBy()
          .filter(at -> remaining.orElse(0L) > 0)
          .map(WireTime::of)
          .ifPresentOrElse(json::string, json::nullValue);
      json.endObject();
    }
  }

  private void writeOtherPlaces(JsonWriter json, UserErasure request) {
    json.name("elsewhere").beginArray();
    if (!backups.isZero()) {
      writePlace(json, "backups", Optional.of(request.createdAt().plus(backups)));
    }
    writePlace(json, "queues", Optional.of(goneBy(request, "queues")));
    writePlace(json, "streams", Optional.of(goneBy(request, "streams")));
    writePlace(json, "subscribers", Optional.empty());
    writePlace(json, "request", Optional.of(goneBy(request, "request")));
    writePlace(json, "localEvents", Optional.empty());
    json.endArray();
  }

  private static Instant goneBy(UserErasure request, String where) {
    return request.createdAt().plus(ELSEWHERE.getOrDefault(where, Duration.ZERO));
  }

  private static void writePlace(JsonWriter json, String name, Optional<Instant> goneBy) {
    json.beginObject().name("store").string(name).name("goneBy");
    goneBy.map(WireTime::of).ifPresentOrElse(json::string, json::nullValue);
    json.endObject();
  }
}
