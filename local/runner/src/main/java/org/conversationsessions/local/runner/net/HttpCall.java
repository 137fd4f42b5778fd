package org.conversationsessions.local.runner.net;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request whose head has been read.
 *
 * @param method its method, as sent
 * @param target path and query, percent-encoded as sent; begins with a slash, or is {@code *}
 * @param headers its headers by lower-case name
 * @param body reads the body from the connection; empty if there is none
 * @param sourceIp the client's address
 * @param protocol such as {@code HTTP/1.1}
 */
public record HttpCall(
    String method,
    String target,
    Map<String, List<String>> headers,
    InputStream body,
    String sourceIp,
    String protocol) {
  /** Returns a header's first value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  /** Returns the path, percent-encoded as sent. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Returns the query, percent-encoded as sent; empty if there is none. */
  public String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /** Returns the announced size of the body in bytes; empty if the request announces none. */
  public Optional<Long> announcedBytes() {
    return header("content-length").map(Long::parseLong);
  }
}
