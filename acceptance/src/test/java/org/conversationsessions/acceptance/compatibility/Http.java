package org.conversationsessions.acceptance.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.DocumentedResponses;

/**
 * Sends the drivers' requests with HTTP/1.1, as their clients' libraries do. Every response is held
 * against the API document.
 */
final class Http {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Http() {}

  /**
   * Begins a request.
   *
   * @param url with the query, percent-encoded
   */
  static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT);
  }

  /** Sends a request and returns the response of any status. */
  static Answer send(HttpRequest.Builder request) {
    try {
      HttpRequest sent = request.build();
      HttpResponse<byte[]> response = CLIENT.send(sent, BodyHandlers.ofByteArray());
      Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
      DocumentedResponses.check(sent.method(), sent.uri().getRawPath(), answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a time with milliseconds, as JavaScript's {@code toISOString} does. */
  static String isoMillis(Instant at) {
    return ISO_MILLIS.format(at);
  }

  /** Returns a value as it is written in a query. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
