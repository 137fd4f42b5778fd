package org.conversationsessions.local.runner.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes requests for tests. */
final class RequestBuilder {
  private final String method;
  private final String path;
  private final String query;
  private final byte[] body;
  private final Map<String, List<String>> headers = new TreeMap<>();

  RequestBuilder(String method, String path, String query, String body) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.body = body.getBytes(StandardCharsets.UTF_8);
  }

  RequestBuilder with(String header, String... values) {
    headers.put(header, List.of(values));
    return this;
  }

  Request build() {
    return new Request(method, path, query, headers, body, "127.0.0.1", "HTTP/1.1");
  }
}
