package org.conversationsessions.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonWriter;

/** Writes the response that API Gateway's HTTP APIs expect (payload format 2.0). */
final class GatewayResponse {
  /**
   * Below this size compression gains little: errors and empty pages. The response for one session
   * is larger.
   */
  private static final int WORTH_COMPRESSING = 256;

  /**
   * A string of this size in bytes fits into Lambda's response limit of 6 MB even if every byte is
   * escaped.
   */
  private static final int FITS_AS_STRING = 3_000_000;

  private GatewayResponse() {}

  /**
   * Writes the envelope. The body is compressed if the client prefers that and it is large enough.
   */
  static Bytes of(HttpResponse response, String acceptEncoding) throws IOException {
    Bytes body = response.body();
    if (body.size() < WORTH_COMPRESSING) {
      return envelope(response.status(), response.headers(), body, false);
    }
    Map<String, String> headers = new HashMap<>(response.headers());
    headers.put("vary", "accept-encoding");
    if (!AcceptEncoding.prefersGzip(acceptEncoding)) {
      boolean base64 = body.size() > FITS_AS_STRING && JsonWriter.isShorterInBase64(body);
      return envelope(response.status(), headers, body, base64);
    }
    headers.put("content-encoding", "gzip");
    return envelope(response.status(), headers, gzip(body), true);
  }

  private static Bytes envelope(
      int status, Map<String, String> headers, Bytes body, boolean base64) {
    JsonWriter json = new JsonWriter(512 + body.size() + body.size() / 2);
    json.beginObject().name("statusCode").number(status);
    json.name("headers").beginObject();
    headers.forEach((name, value) -> json.name(name).string(value));
    json.endObject().name("isBase64Encoded").bool(base64).name("body");
    if (base64) {
      json.string(body.toBase64());
    } else {
      json.utf8(body);
    }
    return json.endObject().finish();
  }

  private static Bytes gzip(Bytes body) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(512 + body.size() / 4);
    try (OutputStream gzip = new FastGzip(compressed)) {
      body.writeTo(gzip);
    }
    return Bytes.copyOf(compressed.toByteArray());
  }
}
