package org.conversationsessions.local.runner;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.conversationsessions.local.runner.demo.Credentials;
import org.conversationsessions.local.runner.demo.DemoToken;

/** The text that the service prints when it is ready. */
final class Welcome {
  /** As long as the token of a link that {@code bin/token --open} makes. */
  private static final Duration LINK_LIFETIME = Duration.ofMinutes(15);

  private Welcome() {}

  /**
   * Returns commands to paste into another terminal, and the locations of files.
   *
   * @param kept whether the data outlives the service
   * @param console whether the service has the console
   * @param now the time from which the link to the console is valid
   */
  static String text(LocalService service, boolean kept, boolean console, Instant now) {
    Credentials.Account account = service.credentials().accounts().getFirst();
    String api = service.url() + "/api/public/bot/$BOT/";
    return """
    Try it in a second terminal, in this folder:
      BOT=%s
      TOKEN=$(bin/token --app %s)
      curl -s %sactivity -H "auth: $TOKEN" \\
        -d '{"events":[{"eventId":"1","type":"userMessage","userId":"ada@example.com","channel":"rtm"}]}'
      curl -s -X POST %sgetSessions -H "auth: $TOKEN"
    %sAWS clients: --endpoint-url %s --region local, any credentials; DynamoDB: %s
    Demo accounts .local/credentials.json, events .local/events.jsonl, logs .local/logs
    %s; Ctrl-C ends the service.\
    """
        .formatted(
            account.bots().getFirst(),
            account.apps().getFirst().appId(),
            api,
            api,
            console ? link(service.url(), account.apps().getFirst(), now) : "",
            service.url(),
            service.dynamoDbUrl(),
            kept ? "The data is kept" : "The data is in memory (--data DIR keeps it)");
  }

  /** Returns the line with a link whose fragment, which browsers send to no server, has a token. */
  private static String link(URI url, Credentials.Client app, Instant now) {
    return "Console, for %d minutes (later: bin/token --open):%n  %s/console/#token=%s%n"
        .formatted(LINK_LIFETIME.toMinutes(), url, DemoToken.of(app, now.plus(LINK_LIFETIME)));
  }
}
