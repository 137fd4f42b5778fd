package org.conversationsessions.api.fields;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Parsed;

/**
 * Reads the JSON object in a request's body (contract, section 3, rows 6 and 8), and the query as
 * an object.
 */
public final class RequestBody {
  /** The maximum size of a body in bytes: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  private static final ApiError NOT_UTF_8 = ApiError.invalidArguments("body", "is not UTF-8");

  private RequestBody() {}

  /** Reads a required body. */
  public static <T> ParseResult<T> read(HttpRequest request, Function<FieldReader, T> reading) {
    return decoded(request.body(), text -> parsed(text, reading));
  }

  /** Reads an optional body. A missing one counts as an object without fields. */
  public static <T> ParseResult<T> readOptional(
      HttpRequest request, Function<FieldReader, T> reading) {
    return decoded(
        request.body(),
        text ->
            text.isBlank() ? FieldReader.read(JsonObject.EMPTY, reading) : parsed(text, reading));
  }

  /**
   * Reads the query of a {@code GET}. Of other requests, reads the optional body, and the query for
   * what the body does not name. An empty parameter counts as missing.
   */
  public static <T> ParseResult<T> readWithQuery(
      HttpRequest request, Function<FieldReader, T> reading) {
    if (request.method().equals("GET")) {
      return FieldReader.read(withQuery(JsonObject.EMPTY, request), reading);
    }
    return decoded(
        request.body(),
        text ->
            text.isBlank()
                ? FieldReader.read(withQuery(JsonObject.EMPTY, request), reading)
                : parsed(text, body -> withQuery(body, request), reading));
  }

  private static JsonObject withQuery(JsonObject body, HttpRequest request) {
    Map<String, Json> members = new LinkedHashMap<>(body.members());
    request
        .query()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty() && body.member(name).isEmpty()) {
                members.put(name, new JsonString(value));
              }
            });
    return new JsonObject(members);
  }

  /** Reads the query as an object of strings. */
  public static <T> ParseResult<T> readQuery(
      HttpRequest request, Function<FieldReader, T> reading) {
    return FieldReader.read(JsonObject.ofTexts(request.query()), reading);
  }

  /** Checks the size before it decodes the body. */
  private static <T> ParseResult<T> decoded(Bytes body, Function<String, ParseResult<T>> next) {
    if (body.size() > MAX_BYTES) {
      return new ParseResult.Refused<>(ApiError.bodyTooLarge(MAX_BYTES));
    }
    return body.utf8Text()
        .map(text -> next.apply(JsonReader.withoutByteOrderMark(text)))
        .orElseGet(() -> new ParseResult.Refused<>(NOT_UTF_8));
  }

  private static <T> ParseResult<T> parsed(String text, Function<FieldReader, T> reading) {
    return parsed(text, UnaryOperator.identity(), reading);
  }

  private static <T> ParseResult<T> parsed(
      String text, UnaryOperator<JsonObject> completed, Function<FieldReader, T> reading) {
    return switch (JsonReader.read(text, JsonReader.Duplicates.LAST_HOLDS)) {
      case Parsed.Value(JsonObject object) -> FieldReader.read(completed.apply(object), reading);
      case Parsed.Value ignored -> notAnObject("it is another value");
      case Parsed.Malformed(String reason) -> notAnObject(reason);
    };
  }

  private static <T> ParseResult<T> notAnObject(String reason) {
    return new ParseResult.Refused<>(
        ApiError.invalidArguments("body", "must be a JSON object; " + reason));
  }
}
