package org.conversationsessions.local.runner.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, completely read.
 *
 * @param method its method
 * @param path its path, percent-encoded as received
 * @param query its query, percent-encoded as received; empty if there is none
 * @param headers its headers by lower-case name
 * @param body its body; empty if there is none
 * @param sourceIp the client's address
 * @param protocol such as {@code HTTP/1.1}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; bodies reach 10 MB
public record Request(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    String sourceIp,
    String protocol) {
  /** Returns a header's value; several values are joined by commas. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> String.join(",", values));
  }
}
