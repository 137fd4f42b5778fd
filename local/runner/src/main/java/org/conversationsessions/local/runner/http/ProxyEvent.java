package org.conversationsessions.local.runner.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Builds the event that API Gateway passes to a function: payload format 2.0.
 *
 * <p>Source: API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs". Two
 * facts come from measurements by others on the service: only text/* and application/json, xml and
 * javascript bodies are passed as text, and {@code rawPath} is decoded. Undocumented: what the
 * service does with a text body that is not UTF-8. Here it is passed in base64, so that the
 * function sees the bytes.
 */
final class ProxyEvent {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
  private static final List<String> TEXTS =
      List.of("application/json", "application/xml", "application/javascript");

  private ProxyEvent() {}

  /**
   * Returns the event as JSON.
   *
   * @param requestId API Gateway's id of the request
   * @param now the time of the request
   */
  static byte[] json(Request request, Routes.Match match, String requestId, Instant now) {
    String path = PercentEncoding.decodePath(request.path());
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("routeKey", match.route().key().text());
    event.put("rawPath", path);
    event.put("rawQueryString", request.query());
    putUnlessEmpty(event, "cookies", cookies(request));
    event.put("headers", headers(request, requestId, now));
    putUnlessEmpty(event, "queryStringParameters", query(request.query()));
    event.put("requestContext", context(request, path, match, requestId, now));
    putUnlessEmpty(event, "pathParameters", match.parameters());
    Optional<String> text = isText(request) ? utf8(request.body()) : Optional.empty();
    boolean base64 = request.body().length > 0 && text.isEmpty();
    if (request.body().length > 0) {
      event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(request.body())));
    }
    event.put("isBase64Encoded", base64);
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> context(
      Request request, String path, Routes.Match match, String requestId, Instant now) {
    Map<String, Object> http = new LinkedHashMap<>();
    http.put("method", request.method());
    http.put("path", path);
    http.put("protocol", request.protocol());
    http.put("sourceIp", request.sourceIp());
    http.put("userAgent", request.header("user-agent").orElse(""));
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("accountId", "000000000000");
    context.put("apiId", "local");
    context.put("domainName", "local.execute-api.local.amazonaws.com");
    context.put("domainPrefix", "local");
    context.put("http", http);
    context.put("requestId", requestId);
    context.put("routeKey", match.route().key().text());
    context.put("stage", "$default");
    context.put("time", TIME.format(now.atOffset(ZoneOffset.UTC)));
    context.put("timeEpoch", now.toEpochMilli());
    return context;
  }

  /** Returns the headers without cookies, which have a separate field. */
  private static Map<String, String> headers(Request request, String requestId, Instant now) {
    Map<String, String> headers = new TreeMap<>();
    request.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
    headers.remove("cookie");
    headers.merge("x-forwarded-for", request.sourceIp(), (sent, ip) -> sent + ", " + ip);
    headers.putIfAbsent("x-forwarded-proto", "http");
    headers.putIfAbsent(
        "x-forwarded-port", request.header("host").orElse("").replaceAll(".*:", ""));
    headers.putIfAbsent(
        "x-amzn-trace-id",
        "Root=1-%08x-%024x".formatted(now.getEpochSecond(), requestId.hashCode() & 0xffffffffL));
    return headers;
  }

  private static List<String> cookies(Request request) {
    return request.headers().getOrDefault("cookie", List.of()).stream()
        .flatMap(line -> Arrays.stream(line.split(";")))
        .map(String::strip)
        .filter(cookie -> !cookie.isEmpty())
        .toList();
  }

  private static Map<String, String> query(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Stream.of(query.split("&"))
        .filter(pair -> !pair.isEmpty())
        .forEach(
            pair -> {
              String[] parts = pair.split("=", 2);
              parameters.merge(
                  PercentEncoding.decodeQuery(parts[0]),
                  parts.length == 1 ? "" : PercentEncoding.decodeQuery(parts[1]),
                  (first, second) -> first + "," + second);
            });
    return parameters;
  }

  private static boolean isText(Request request) {
    String type = request.header("content-type").orElse("").split(";", 2)[0];
    String bare = type.strip().toLowerCase(Locale.ROOT);
    return !request.headers().containsKey("content-encoding")
        && (bare.startsWith("text/") || TEXTS.contains(bare));
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  private static void putUnlessEmpty(Map<String, Object> event, String key, Object value) {
    boolean empty = value instanceof Map<?, ?> map ? map.isEmpty() : ((List<?>) value).isEmpty();
    if (!empty) {
      event.put(key, value);
    }
  }
}
