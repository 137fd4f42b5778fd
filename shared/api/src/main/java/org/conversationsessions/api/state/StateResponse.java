package org.conversationsessions.api.state;

import java.util.Optional;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.SessionState.Context;
import org.conversationsessions.domain.state.SessionState.Profile;
import org.conversationsessions.domain.state.SessionState.Variable;
import org.conversationsessions.json.JsonWriter;

/** Writes a conversation's state: everything except the tokens. */
public final class StateResponse {
  /** The maximum size of a conversation's state in bytes: 256 KiB. */
  public static final int MAX_BYTES = 256 * 1024;

  private StateResponse() {}

  /** Returns the response with this state. */
  public static HttpResponse of(SessionState state) {
    return HttpResponse.json(render(state, false).finish());
  }

  /** Returns the response to clearing. It does not depend on whether there was a state. */
  public static HttpResponse cleared() {
    return HttpResponse.json(
        new JsonWriter().beginObject().name("success").bool(true).endObject().finish());
  }

  /**
   * Returns the size in bytes that counts against {@link #MAX_BYTES}: the JSON shown plus every
   * token.
   */
  public static int size(SessionState state) {
    return render(state, true).size();
  }

  /** Returns the error for a change that would make the state too large. */
  public static ApiError tooLarge(int size) {
    return ApiError.invalidArguments(
        "body",
        "the state would take "
            + size
            + " bytes; at most "
            + MAX_BYTES
            + " are kept of a conversation");
  }

  private static JsonWriter render(SessionState state, boolean withTokens) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("variables").beginObject();
    state.variables().forEach((name, variable) -> writeVariable(json.name(name), variable));
    json.endObject();
    writeContext(json.name("dialogContext"), state.dialogContext());
    json.name("authProfiles").beginObject();
    state.profiles().forEach((name, profile) -> writeProfile(json.name(name), profile, withTokens));
    json.endObject();
    writeCurrentTags(json.name("currentTags"), state.tags().current());
    json.name("historicTags").beginArray();
    state.tags().historic().forEach(json::raw);
    json.endArray();
    writeContext(json.name("sentiment"), state.sentiment());
    return json.endObject();
  }

  private static void writeVariable(JsonWriter json, Variable variable) {
    json.beginObject().name("value").raw(variable.json());
    variable.ttl().ifPresent(ttl -> json.name("ttlMinutes").number(ttl.toMinutes()));
    variable.expiresAt().ifPresent(at -> json.name("expiresAt").string(WireTime.of(at)));
    json.endObject();
  }

  private static void writeProfile(JsonWriter json, Profile profile, boolean withToken) {
    json.beginObject();
    if (withToken) {
      json.name("token").string(profile.token());
    }
    json.name("createdAt").string(WireTime.of(profile.createdAt()));
    json.name("updatedAt").string(WireTime.of(profile.updatedAt()));
    json.endObject();
  }

  private static void writeContext(JsonWriter json, Optional<Context> context) {
    context.map(Context::json).ifPresentOrElse(json::raw, json::nullValue);
  }

  /**
   * Writes an array or an object in any case: a discard may have replaced the current tags by
   * another value.
   */
  private static void writeCurrentTags(JsonWriter json, Optional<String> current) {
    if (current.filter(tags -> tags.startsWith("[") || tags.startsWith("{")).isPresent()) {
      json.raw(current.get());
    } else {
      json.beginArray();
      current.ifPresent(json::raw);
      json.endArray();
    }
  }
}
