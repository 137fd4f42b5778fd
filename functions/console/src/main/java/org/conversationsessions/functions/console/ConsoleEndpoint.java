package org.conversationsessions.functions.console;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.json.Bytes;

/**
 * Answers with the file of a path, to anyone: the files hold no data. A path is looked up among the
 * known ones, so no path leads elsewhere.
 */
final class ConsoleEndpoint implements Endpoint {
  /** For a version in the query: what has this version never changes. */
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  /** Browsers ask each time whether the file is still the same. */
  private static final String ASK_AGAIN = "no-cache";

  private final Map<String, StaticFile> files;
  private final Map<String, String> headers;

  /** Creates an endpoint for the console. */
  ConsoleEndpoint(ConsoleFiles files) {
    this(files.byPath(), files.page().policy());
  }

  /**
   * Creates an endpoint for files.
   *
   * @param files the files by their paths
   * @param policy the Content-Security-Policy of all of them
   */
  ConsoleEndpoint(Map<String, StaticFile> files, String policy) {
    this.files = Map.copyOf(files);
    this.headers =
        Map.of(
            "content-security-policy", policy,
            "cross-origin-opener-policy", "same-origin",
            "cross-origin-resource-policy", "same-origin",
            "referrer-policy", "no-referrer",
            "vary", "accept-encoding",
            "x-content-type-options", "nosniff");
  }

  @Override
  public HttpOutcome answer(HttpRequest request) {
    StaticFile file = files.get(request.path());
    return file == null ? ApiError.notFound() : answer(request, file);
  }

  private HttpResponse answer(HttpRequest request, StaticFile file) {
    // Weak, because the compressed body has the same tag.
    String tag = "W/\"" + file.version() + "\"";
    boolean named = file.version().equals(request.query().get("v"));
    Map<String, String> own = new HashMap<>(headers);
    own.put("etag", tag);
    own.put("cache-control", named ? FOR_EVER : ASK_AGAIN);
    if (Stream.of(request.header("if-none-match").orElse("").split(","))
        .map(String::strip)
        .anyMatch(known -> known.equals("*") || known.equals(tag))) {
      return new HttpResponse(304, own, Bytes.EMPTY);
    }
    own.put("content-type", file.type());
    return new HttpResponse(200, own, request.method().equals("HEAD") ? Bytes.EMPTY : file.body());
  }
}
