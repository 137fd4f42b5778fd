package org.conversationsessions.cli.replay.send;

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
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.replay.recording.RecordedLine;
import org.conversationsessions.domain.registry.BotId;

/** A bot's activity resource over HTTP (contract, section 6). */
public final class HttpActivityEndpoint implements ActivityEndpoint {
  /** Longer than API Gateway's timeout of 30 s. */
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI resource;
  private final Supplier<String> token;
  private final ResponseReader reader;

  /** Whether the service has responded before: it may then be restarting. */
  private volatile boolean responded;

  /**
   * Creates the endpoint.
   *
   * @param service the service's address
   * @param token returns a valid token at each call
   */
  public HttpActivityEndpoint(URI service, BotId bot, Supplier<String> token, InstantSource clock) {
    String base = service.toString().replaceFirst("/+$", "");
    resource = URI.create(base + "/api/public/bot/" + bot + "/activity");
    this.token = token;
    reader = new ResponseReader(clock);
  }

  @Override
  public SendResult send(List<RecordedLine.Event> batch) throws InterruptedException {
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
      responded = true;
      return reader.read(response, batch.size());
    } catch (IOException e) {
      return withoutResponse(e);
    }
  }

  /**
   * A failure to connect is fatal at first: the service does not run or the address is wrong. Once
   * the service has responded, it may be restarting.
   */
  private SendResult withoutResponse(IOException e) {
    boolean unconnected = e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    return unconnected && !responded
        ? new SendResult.Fatal(
            "nothing answers at " + resource.getAuthority() + ": start bin/local, or check --url")
        : new SendResult.Unavailable(
            resource.getAuthority()
                + " does not answer ("
                + CommandRunner.oneLine(e.toString())
                + ")",
            Optional.empty());
  }
}
