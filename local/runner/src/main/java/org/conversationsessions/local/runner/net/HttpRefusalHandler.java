package org.conversationsessions.local.runner.net;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that Jetty itself rejects, in place of its error pages. */
final class HttpRefusalHandler implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Reply reply =
        request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException known
                && known.getReason() != null
            ? HttpRefusal.of(response.getStatus(), known.getReason())
            : HttpRefusal.of(response.getStatus());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    // Jetty closes the connection, and does not always say so.
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
    return true;
  }
}
