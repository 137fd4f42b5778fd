package org.conversationsessions.local.runner;

import org.conversationsessions.local.runner.demo.Credentials;

/** The text that the service prints when it is ready. */
final class Welcome {
  private Welcome() {}

  /**
   * Returns commands to paste into another terminal, and the locations of files.
   *
   * @param kept whether the data outlives the service
   */
  static String text(LocalService service, boolean kept) {
    Credentials.Account account = service.credentials().accounts().getFirst();
    String api = service.url() + "/api/public/bot/$BOT/";
    return """
    Try it in a second terminal, in this folder:
      BOT=%s
      TOKEN=$(bin/token --app %s)
      curl -s %sactivity -H "auth: $TOKEN" \\
        -d '{"events":[{"eventId":"1","type":"userMessage","userId":"ada@example.com","channel":"rtm"}]}'
      curl -s -X POST %sgetSessions -H "auth: $TOKEN"
    AWS clients: --endpoint-url %s --region local, any credentials; DynamoDB: %s
    Demo accounts .local/credentials.json, events .local/events.jsonl, logs .local/logs
    %s; Ctrl-C ends the service.\
    """
        .formatted(
            account.bots().getFirst(),
            account.apps().getFirst().appId(),
            api,
            api,
            service.url(),
            service.dynamoDbUrl(),
            kept ? "The data is kept" : "The data is in memory (--data DIR keeps it)");
  }
}
