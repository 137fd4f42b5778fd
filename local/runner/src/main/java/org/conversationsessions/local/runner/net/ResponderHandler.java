package org.conversationsessions.local.runner.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Passes Jetty's requests to a responder. */
final class ResponderHandler extends Handler.Abstract {
  private static final System.Logger LOG = System.getLogger(ResponderHandler.class.getName());

  /** How much of an unwanted body is read, so that its sender gets to read the response. */
  private static final long MAX_DRAINED_BYTES = 256L * 1024 * 1024;

  private final Responder responder;

  ResponderHandler(Responder responder) {
    this.responder = responder;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    InputStream body = Content.Source.asInputStream(request);
    // A request that is being answered is not idle, however long its function runs.
    request.addIdleTimeoutListener(_ -> false);
    try {
      HttpCall call = call(request, body);
      send(answer(call), response);
      if (!expectsContinue(call)) {
        drain(body);
      }
      callback.succeeded();
      if (call.method().equals("CONNECT")) {
        // Jetty keeps such a connection open as a tunnel, even after a refusal.
        request.getConnectionMetaData().getConnection().close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      callback.failed(e);
    } catch (IOException e) {
      callback.failed(e);
    }
    return true;
  }

  private Reply answer(HttpCall call) throws InterruptedException {
    try {
      boolean hasPath = call.target().startsWith("/") || call.target().equals("*");
      if (!hasPath || call.method().equals("CONNECT")) {
        return HttpRefusal.of(400, "the target is not a path").withConnectionClose();
      }
      return responder.answer(call);
    } catch (IOException e) {
      Reply refusal =
          e.getCause() instanceof TimeoutException
              ? HttpRefusal.of(408)
              : HttpRefusal.of(400, "the body cannot be read");
      return refusal.withConnectionClose();
    } catch (HttpException.RuntimeException e) {
      return HttpRefusal.of(e.getCode()).withConnectionClose();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request was not answered", e);
      return HttpRefusal.of(500);
    }
  }

  private static HttpCall call(Request request, InputStream body) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.merge(
          field.getName().toLowerCase(Locale.ROOT),
          List.of(String.valueOf(field.getValue())),
          (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    }
    String target = request.getHttpURI().getPathQuery();
    return new HttpCall(
        request.getMethod(),
        target == null || target.isEmpty() ? "" : target,
        headers,
        body,
        Request.getRemoteAddr(request),
        request.getConnectionMetaData().getProtocol());
  }

  private static void send(Reply reply, Response response) throws IOException {
    response.setStatus(reply.status());
    reply
        .headers()
        .forEach((name, values) -> values.forEach(value -> response.getHeaders().add(name, value)));
    boolean bodiless = reply.status() == 204 || reply.status() == 304;
    Content.Sink.write(response, true, ByteBuffer.wrap(bodiless ? new byte[0] : reply.body()));
  }

  /** Returns whether the client waits for a status before it sends its body. */
  private static boolean expectsContinue(HttpCall call) {
    return call.header("expect").isPresent();
  }

  /**
   * Reads the rest of a body: closing a connection with unread bytes resets it, and the client
   * would miss the response.
   */
  private static void drain(InputStream body) {
    byte[] some = new byte[64 * 1024];
    try {
      long left = MAX_DRAINED_BYTES;
      for (int read = body.read(some); read >= 0 && left > 0; read = body.read(some)) {
        left -= read;
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a body ended early", e);
    }
  }
}
