package org.conversationsessions.local.runner.runtimeclient;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A client of the Lambda Runtime API over one connection, for one thread. It implements the minimum
 * of HTTP/1.1, so that it loads no class and sets no property that could affect the function's own
 * HTTP client.
 */
final class RuntimeApiClient implements AutoCloseable {
  private static final String BASE = "/2018-06-01/runtime/";

  private final RuntimeApiAddress api;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  RuntimeApiClient(RuntimeApiAddress api) throws IOException {
    this.api = api;
    this.socket = api.connect();
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Waits for the next invocation, without a timeout. */
  NextInvocation next() throws IOException {
    Response response = call("GET", "invocation/next", "", new byte[0]);
    return new NextInvocation(
        response.header("lambda-runtime-aws-request-id"),
        Long.parseLong(response.header("lambda-runtime-deadline-ms")),
        response.header("lambda-runtime-invoked-function-arn"),
        response.body());
  }

  void sendResponse(String requestId, byte[] payload) throws IOException {
    call("POST", "invocation/" + requestId + "/response", "", payload);
  }

  void sendError(String requestId, String type, byte[] report) throws IOException {
    call("POST", "invocation/" + requestId + "/error", errorHeader(type), report);
  }

  void sendInitError(String type, byte[] report) throws IOException {
    call("POST", "init/error", errorHeader(type), report);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String errorHeader(String type) {
    return "Lambda-Runtime-Function-Error-Type: " + type + "\r\n";
  }

  private Response call(String method, String path, String headers, byte[] body)
      throws IOException {
    String head =
        "%s %s%s HTTP/1.1\r\nHost: %s:%d\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(method, BASE, path, api.host(), api.port(), body.length, headers);
    ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
    request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    request.writeTo(out);
    out.flush();
    return read();
  }

  private Response read() throws IOException {
    line();
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the runtime API closed the connection");
    }
    return new Response(headers, body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c == -1) {
        throw new EOFException("the runtime API closed the connection");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Response(Map<String, String> headers, byte[] body) {
    String header(String name) throws IOException {
      String value = headers.get(name);
      if (value == null) {
        throw new IOException("the runtime API sent no " + name);
      }
      return value;
    }
  }
}
