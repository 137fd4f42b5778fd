package org.conversationsessions.api.state;

import java.util.Optional;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.SessionState.Context;
import org.conversationsessions.domain.state.SessionState.Profile;
import org.conversationsessions.domain.state.SessionState.Variable;

/** A conversation's state as it is shown: all of it but the tokens. */
public final class StateResponse {
  /** How much is kept of a conversation, in bytes: 256 KiB. */
  public static final int MOST = 256 * 1024;

  private StateResponse() {}

  /** Shows a state. */
  public static HttpResponse of(SessionState state) {
    return HttpResponse.json(written(state, false).finish());
  }

  /** The answer after clearing, whether or not there was anything. */
  public static HttpResponse cleared() {
    return HttpResponse.json(
        new JsonWriter().beginObject().name("success").flag(true).endObject().finish());
  }

  /** Returns the size that counts against {@link #MOST}: the JSON shown, with every token. */
  public static int size(SessionState state) {
    return written(state, true).size();
  }

  /** Returns the answer to a change after which the state would be too large. */
  public static ApiError tooLarge(int size) {
    return ApiError.invalidArguments(
        "body",
        "the state would take " + size + " bytes; at most " + MOST + " are kept of a conversation");
  }

  private static JsonWriter written(SessionState state, boolean withTokens) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("variables").beginObject();
    state.variables().forEach((name, variable) -> variable(json.name(name), variable));
    json.endObject();
    context(json.name("dialogContext"), state.dialogContext());
    json.name("authProfiles").beginObject();
    state.profiles().forEach((name, profile) -> profile(json.name(name), profile, withTokens));
    json.endObject();
    currentTags(json.name("currentTags"), state.tags().current());
    json.name("historicTags").beginArray();
    state.tags().historic().forEach(json::raw);
    json.endArray();
    context(json.name("sentiment"), state.sentiment());
    return json.endObject();
  }

  private static void variable(JsonWriter json, Variable variable) {
    json.beginObject().name("value").raw(variable.json());
    variable.ttl().ifPresent(ttl -> json.name("ttlMinutes").number(ttl.toMinutes()));
    variable.expiresAt().ifPresent(at -> json.name("expiresAt").text(WireTime.of(at)));
    json.endObject();
  }

  private static void profile(JsonWriter json, Profile profile, boolean withToken) {
    json.beginObject();
    if (withToken) {
      json.name("token").text(profile.token());
    }
    json.name("createdAt").text(WireTime.of(profile.createdAt()));
    json.name("updatedAt").text(WireTime.of(profile.updatedAt()));
    json.endObject();
  }

  private static void context(JsonWriter json, Optional<Context> context) {
    context.map(Context::json).ifPresentOrElse(json::raw, json::nothing);
  }

  /** Always an array or an object; a discard may have made another value the current tags. */
  private static void currentTags(JsonWriter json, Optional<String> current) {
    if (current.filter(tags -> tags.startsWith("[") || tags.startsWith("{")).isPresent()) {
      json.raw(current.get());
    } else {
      json.beginArray();
      current.ifPresent(json::raw);
      json.endArray();
    }
  }
}
