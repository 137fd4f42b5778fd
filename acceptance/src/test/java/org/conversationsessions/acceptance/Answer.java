package org.conversationsessions.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * An answer of the service.
 *
 * @param status the HTTP status
 * @param headers by names in lower case
 * @param body as it came, still compressed if it is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Makes the names lower case. */
  public Answer {
    Map<String, List<String>> lower = new TreeMap<>();
    headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
    headers = Map.copyOf(lower);
  }

  /** A header; of a repeated one the first. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  /** The body as text, decompressed if it came compressed. */
  public String text() {
    return new String(plain(), StandardCharsets.UTF_8);
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      return JSON.readTree(plain());
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + this, e);
    }
  }

  private byte[] plain() {
    if (!header("content-encoding").orElse("").equals("gzip")) {
      return body;
    }
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return plain.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("no gzip: " + headers, e);
    }
  }

  /** The text of the answer's only error. */
  public String message() {
    return json().path("errors").path(0).path("msg").asText();
  }

  /** Status and text: whole answers can be compared, and seen in a failed assertion. */
  public String brief() {
    return status + " " + text();
  }

  @Override
  public String toString() {
    return brief() + " " + headers;
  }
}
