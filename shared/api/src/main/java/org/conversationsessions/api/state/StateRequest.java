package org.conversationsessions.api.state;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.Identifier;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.StateChange;
import org.conversationsessions.domain.state.StateChange.NewProfile;
import org.conversationsessions.domain.state.StateChange.NewVariable;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonWriter;

/**
 * Reads which conversation's state a request addresses, and how to change it. {@code null} removes
 * a value; values that are not named stay.
 */
public final class StateRequest {
  private static final int MAX_NAME = 128;
  private static final int MAX_TOKEN = 16_384;
  private static final int MAX_TTL_MINUTES = 525_600;

  private StateRequest() {}

  /** Reads the conversation from the query parameters {@code userId} and {@code channel}. */
  public static ParseResult<ConversationKey> conversation(HttpRequest request, BotId bot) {
    return RequestBody.readQuery(
        request,
        query ->
            new ConversationKey(
                bot,
                query.requiredIdentifier("userId", ConversationKey.MAX_USER),
                query.requiredIdentifier("channel", ConversationKey.MAX_CHANNEL)));
  }

  /** Reads the change from the body. */
  public static StateChange change(FieldReader body) {
    return new StateChange(
        edits(body, "variables", StateRequest::variable),
        edits(
            body,
            "authProfiles",
            (profiles, name) -> profiles.string(name, 1, MAX_TOKEN).map(NewProfile::new)),
        body.edit("dialogContext", StateRequest::any),
        body.edit("currentTags", StateRequest::tags),
        body.edit(
            "historicTags",
            (fields, name) ->
                fields.items(name).map(tags -> tags.stream().map(JsonWriter::text).toList())),
        body.edit("sentiment", StateRequest::any));
  }

  private static <T> Map<String, Edit<T>> edits(
      FieldReader body, String part, BiFunction<FieldReader, String, Optional<T>> reader) {
    Map<String, Edit<T>> edits = new LinkedHashMap<>();
    body.object(part)
        .ifPresent(
            fields -> {
              for (String name : fields.allNames()) {
                if (!ConversationKey.isText(name, MAX_NAME)) {
                  throw body.invalid(part, "a name must have 1 to " + MAX_NAME + " characters");
                }
                if (Identifier.isDamaged(name)) {
                  throw body.invalid(part, "a name " + Identifier.DAMAGED);
                }
                edits.put(name, fields.edit(name, reader));
              }
            });
    return edits;
  }

  private static Optional<NewVariable> variable(FieldReader variables, String name) {
    return variables
        .object(name)
        .map(
            fields -> {
              // A variable's value may be null. Only a null entry removes the variable.
              String json =
                  fields.isNull("value")
                      ? JsonWriter.text(Json.NULL)
                      : any(fields, "value").orElseThrow(() -> fields.missing("value"));
              OptionalLong minutes = fields.integer("ttlMinutes", 1, MAX_TTL_MINUTES);
              return new NewVariable(
                  json,
                  minutes.isPresent()
                      ? Optional.of(Duration.ofMinutes(minutes.getAsLong()))
                      : Optional.empty());
            });
  }

  private static Optional<String> any(FieldReader fields, String name) {
    return fields.value(name).map(JsonWriter::text);
  }

  private static Optional<String> tags(FieldReader fields, String name) {
    Optional<Json> given = fields.value(name);
    if (given
        .filter(tags -> !(tags instanceof JsonArray || tags instanceof JsonObject))
        .isPresent()) {
      throw fields.invalid(name, "must be an array or an object");
    }
    return given.map(JsonWriter::text);
  }
}
