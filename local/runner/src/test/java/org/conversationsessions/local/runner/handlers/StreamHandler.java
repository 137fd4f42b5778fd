package org.conversationsessions.local.runner.handlers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * A handler for tests, which hands each event on to the function that {@code NEXT_FUNCTION} names,
 * by <i>Invoke</i> as the SDK would call it. It uses the JDK only.
 */
public final class StreamHandler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    URI invoke =
        URI.create(
            System.getenv("AWS_ENDPOINT_URL_LAMBDA")
                + "/2015-03-31/functions/"
                + System.getenv("NEXT_FUNCTION")
                + "/invocations?Qualifier=live");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(invoke)
              .POST(BodyPublishers.ofByteArray(input.readAllBytes()))
              .build();
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(new String(answer.body(), UTF_8));
      }
      output.write("{\"batchItemFailures\":[]}".getBytes(UTF_8));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
