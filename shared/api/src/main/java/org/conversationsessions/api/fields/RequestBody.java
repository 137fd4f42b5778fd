package org.conversationsessions.api.fields;

import java.util.Optional;
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

  private RequestBody() {}

  /** Reads a body that must be there. */
  public static <T> Read<T> read(HttpRequest request, Function<Fields, T> reading) {
    if (request.body().size() > LONGEST) {
      return new Read.Refused<>(ApiError.bodyTooLarge(LONGEST));
    }
    return switch (JsonReader.read(request.body())) {
      case Parsed.Value(JsonObject object) -> Fields.read(object, reading);
      case Parsed.Value ignored -> notAnObject("it is another value");
      case Parsed.Malformed(String reason) -> notAnObject(reason);
    };
  }

  /** Reads a body that may be missing, which counts as an object without fields. */
  public static <T> Read<T> readOptional(HttpRequest request, Function<Fields, T> reading) {
    return isBlank(request.body())
        ? Fields.read(JsonObject.EMPTY, reading)
        : read(request, reading);
  }

  /** Reads the query, each parameter as a string. */
  public static <T> Read<T> readQuery(HttpRequest request, Function<Fields, T> reading) {
    return Fields.read(JsonObject.ofTexts(request.query()), reading);
  }

  private static <T> Read<T> notAnObject(String reason) {
    return new Read.Refused<>(
        ApiError.invalidArguments("body", "must be a JSON object; " + reason));
  }

  /** A long body is not blank: it is refused for its length before anything looks into it. */
  private static boolean isBlank(Bytes body) {
    Optional<String> text = body.size() > LONGEST ? Optional.empty() : body.utf8Text();
    return text.isPresent() && text.get().isBlank();
  }
}
