package org.conversationsessions.api.fields;

import java.util.function.Function;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonReader.Parsed;

/**
 * The JSON object in a request's body (contract, section 3, rows 6 and 8), and the one its query
 * makes.
 */
public final class RequestBody {
  /** How long a body may be, in bytes: 1 MiB. */
  public static final int LONGEST = 1 << 20;

  private static final ApiError NOT_UTF_8 = ApiError.invalidArguments("body", "is not UTF-8");

  private RequestBody() {}

  /** Reads a body that must be there. */
  public static <T> ParseResult<T> read(HttpRequest request, Function<FieldReader, T> reading) {
    return decoded(request.body(), text -> parsed(text, reading));
  }

  /** Reads a body that may be missing, which counts as an object without fields. */
  public static <T> ParseResult<T> readOptional(
      HttpRequest request, Function<FieldReader, T> reading) {
    return decoded(
        request.body(),
        text ->
            text.isBlank() ? FieldReader.read(JsonObject.EMPTY, reading) : parsed(text, reading));
  }

  /** Reads the query, each parameter as a string. */
  public static <T> ParseResult<T> readQuery(
      HttpRequest request, Function<FieldReader, T> reading) {
    return FieldReader.read(JsonObject.ofTexts(request.query()), reading);
  }

  /** A long body is refused for its length before anything looks into it. */
  private static <T> ParseResult<T> decoded(Bytes body, Function<String, ParseResult<T>> next) {
    if (body.size() > LONGEST) {
      return new ParseResult.Refused<>(ApiError.bodyTooLarge(LONGEST));
    }
    return body.utf8Text()
        .map(text -> next.apply(JsonReader.withoutByteOrderMark(text)))
        .orElseGet(() -> new ParseResult.Refused<>(NOT_UTF_8));
  }

  private static <T> ParseResult<T> parsed(String text, Function<FieldReader, T> reading) {
    return switch (JsonReader.read(text, JsonReader.Duplicates.LAST_HOLDS)) {
      case Parsed.Value(JsonObject object) -> FieldReader.read(object, reading);
      case Parsed.Value ignored -> notAnObject("it is another value");
      case Parsed.Malformed(String reason) -> notAnObject(reason);
    };
  }

  private static <T> ParseResult<T> notAnObject(String reason) {
    return new ParseResult.Refused<>(
        ApiError.invalidArguments("body", "must be a JSON object; " + reason));
  }
}
