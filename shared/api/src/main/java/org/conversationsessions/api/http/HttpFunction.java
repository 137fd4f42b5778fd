package org.conversationsessions.api.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.conversationsessions.application.concurrent.Deadline;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.log.StructuredLog;
import org.jspecify.annotations.Nullable;

/**
 * The base class of every function of the HTTP API. Every failure results in an error response of
 * the contract (section 3); only a failure to write the response is thrown. When the invocation's
 * time is almost up, further calls of the database are refused ({@link Deadline}).
 */
public abstract class HttpFunction implements RequestStreamHandler {
  private final Endpoint endpoint;

  /** Creates a function that handles its requests by this endpoint. */
  protected HttpFunction(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Handles the event.
   *
   * @param context its logger receives failures; null logs them to standard output
   */
  @Override
  public final void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
      throws IOException {
    answer(input, context).writeTo(output);
  }

  private Bytes answer(InputStream input, @Nullable Context context) throws IOException {
    Optional<HttpRequest> request;
    try {
      request = GatewayEvent.read(Bytes.readAll(input));
    } catch (Throwable failure) {
      // The request's own identifier is not known.
      return answerFailure(failure, context == null ? "" : context.getAwsRequestId(), context);
    }
    if (request.isEmpty()) {
      return GatewayResponse.of(
          ErrorBody.response(
              ApiError.badRequest("This is not an HTTP API request (payload format 2.0)")),
          "");
    }
    try {
      return GatewayResponse.of(
          switch (answerWithinDeadline(request.get(), context)) {
            case HttpResponse response -> response;
            case ApiError error -> ErrorBody.response(error);
          },
          request.get().header("accept-encoding").orElse(""));
    } catch (Throwable failure) {
      return answerFailure(failure, request.get().requestId(), context);
    }
  }

  /** Logs a failure and returns its error response. */
  private static Bytes answerFailure(Throwable failure, String requestId, @Nullable Context context)
      throws IOException {
    StructuredLog.logFailure(requestId, failure, context);
    return GatewayResponse.of(ErrorBody.response(ApiError.of(failure, requestId)), "");
  }

  private HttpOutcome answerWithinDeadline(HttpRequest request, @Nullable Context context) {
    return Deadline.within(
        context == null ? () -> Long.MAX_VALUE : context::getRemainingTimeInMillis,
        () -> endpoint.answer(request));
  }
}
