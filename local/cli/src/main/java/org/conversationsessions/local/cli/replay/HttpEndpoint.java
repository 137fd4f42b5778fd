package org.conversationsessions.local.cli.replay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.local.cli.Program;

/** A bot's activity resource (contract, section 6). */
final class HttpEndpoint implements Endpoint {
  /** API Gateway gives up after 30 s. */
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI resource;
  private final Supplier<String> token;
  private final AnswerReader reader;

  /** Whether the service has answered before: then it may be back soon. */
  private volatile boolean answered;

  /**
   * Makes the endpoint.
   *
   * @param service where the service answers
   * @param token gives a valid token each time
   */
  HttpEndpoint(URI service, BotId bot, Supplier<String> token, InstantSource clock) {
    String base = service.toString().replaceFirst("/+$", "");
    resource = URI.create(base + "/api/public/bot/" + bot + "/activity");
    this.token = token;
    reader = new AnswerReader(clock);
  }

  @Override
  public Answer send(List<RecordedLine.Event> batch) throws InterruptedException {
    String body =
        batch.stream()
            .map(RecordedLine.Event::json)
            .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    HttpRequest request =
        HttpRequest.newBuilder(resource)
            .timeout(TIMEOUT)
            .header("auth", token.get())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      answered = true;
      return reader.read(response, batch.size());
    } catch (IOException e) {
      return silence(e);
    }
  }

  /**
   * A service that cannot be connected to at first is not there, or the address is wrong: waiting
   * would not help. One that has answered before may be starting again.
   */
  private Answer silence(IOException e) {
    boolean unconnected = e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    return unconnected && !answered
        ? new Answer.Hopeless(
            "nothing answers at " + resource.getAuthority() + ": start bin/local, or check --url")
        : new Answer.Unavailable(
            resource.getAuthority() + " does not answer (" + Program.oneLine(e.toString()) + ")",
            Optional.empty());
  }
}
