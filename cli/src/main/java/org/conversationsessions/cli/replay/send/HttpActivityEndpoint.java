package org.conversationsessions.cli.replay.send;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.conversationsessions.cli.replay.recording.RecordedLine;
import org.conversationsessions.domain.registry.BotId;

/** A bot's activity resource over HTTP (contract, section 6). */
public final class HttpActivityEndpoint implements ActivityEndpoint {
  private final BotResource resource;

  /**
   * Creates the endpoint.
   *
   * @param service the service's address
   * @param token returns a valid token at each call
   */
  public HttpActivityEndpoint(URI service, BotId bot, Supplier<String> token, InstantSource clock) {
    resource = new BotResource(service, bot, "activity", token, clock);
  }

  @Override
  public SendResult send(List<RecordedLine.Event> batch) throws InterruptedException {
    String body =
        batch.stream()
            .map(RecordedLine.Event::json)
            .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    return switch (resource.post(body)) {
      case BotResource.Outcome.Success(var answer) -> ResponseReader.read(answer, batch.size());
      case BotResource.Outcome.Refusal(var status, var reason) ->
          status == 412 || status == 413
              ? new SendResult.Refused(reason)
              : new SendResult.Fatal(reason);
      case BotResource.Outcome.Unavailable(var reason, var retryAfter) ->
          new SendResult.Unavailable(reason, retryAfter);
      case BotResource.Outcome.Unreachable(var reason) -> new SendResult.Fatal(reason);
    };
  }
}
