package org.conversationsessions.api.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.application.concurrent.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The base of every function behind the HTTP API: event in, answer out. Whatever goes wrong inside,
 * the gateway gets an answer of the contract; only a failure to hand that answer over is thrown.
 * Work that would outlast the invocation is given up in time for an answer ({@link Deadline}).
 */
public abstract class HttpFunction implements RequestStreamHandler {
  private final Endpoint endpoint;

  /** Answers by this endpoint. */
  protected HttpFunction(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Answers the event.
   *
   * @param context where failures are logged; without one, on standard output
   */
  @Override
  public final void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
      throws IOException {
    reply(input, context).writeTo(output);
  }

  private Bytes reply(InputStream input, @Nullable Context context) throws IOException {
    Optional<HttpRequest> request = GatewayEvent.read(Bytes.readAll(input));
    if (request.isEmpty()) {
      return GatewayResponse.of(
          ErrorBody.response(
              ApiError.badRequest("This is no request of an HTTP API, payload format 2.0")),
          "");
    }
    try {
      return GatewayResponse.of(
          switch (answer(request.get(), context)) {
            case HttpResponse response -> response;
            case ApiError error -> ErrorBody.response(error);
          },
          request.get().header("accept-encoding").orElse(""));
    } catch (Throwable failure) {
      FailureLog.write(request.get().requestId(), failure, context);
      return GatewayResponse.of(
          ErrorBody.response(ApiError.of(failure, request.get().requestId())), "");
    }
  }

  private HttpOutcome answer(HttpRequest request, @Nullable Context context) {
    return Deadline.within(
        context == null ? () -> Long.MAX_VALUE : context::getRemainingTimeInMillis,
        () -> endpoint.answer(request));
  }
}
