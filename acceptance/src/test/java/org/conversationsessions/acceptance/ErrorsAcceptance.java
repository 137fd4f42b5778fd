package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The fixture of the tests of the contract's section 3: one bot for each class, in the service that
 * all classes share.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ErrorsAcceptance {
  static final int MEBIBYTE = 1 << 20;
  static final String STATE = "PUT sessionState?userId=u&channel=rtm";

  final TestBot bot = TestBot.create();

  /** Known paths and their methods. */
  static Stream<Arguments> routes() {
    List<Arguments> routes = new ArrayList<>();
    for (String kind : List.of("bot", "stream")) {
      String prefix = "/api/public/" + kind + "/{}/";
      routes.add(Arguments.of(prefix + "session", List.of("PUT")));
      routes.add(Arguments.of(prefix + "sessions", List.of("PUT")));
      routes.add(Arguments.of(prefix + "getSessions", List.of("POST")));
      routes.add(Arguments.of(prefix + "sessions/close", List.of("POST")));
      routes.add(Arguments.of(prefix + "sessions/close/csj-1", List.of("GET")));
      routes.add(Arguments.of(prefix + "getMessages", List.of("GET", "POST")));
      routes.add(Arguments.of(prefix + "getMessagesV2", List.of("GET", "POST")));
      routes.add(Arguments.of(prefix + "messages-lite", List.of("GET", "POST")));
      routes.add(Arguments.of(prefix + "getSessionMetrics", List.of("GET", "POST")));
      routes.add(Arguments.of(prefix + "getBillingSessionsDetails", List.of("POST")));
      routes.add(Arguments.of(prefix + "activity", List.of("POST")));
      routes.add(Arguments.of(prefix + "manageSessions", List.of("GET", "PUT", "DELETE")));
      routes.add(Arguments.of(prefix + "publish", List.of("POST")));
      routes.add(Arguments.of(prefix + "publish/versions", List.of("GET")));
      routes.add(Arguments.of(prefix + "sessionState", List.of("GET", "PUT", "DELETE")));
      routes.add(Arguments.of(prefix + "conversations/delete", List.of("POST")));
      routes.add(Arguments.of(prefix + "import", List.of("POST")));
      routes.add(Arguments.of("/api/public/" + kind + "/import", List.of("POST")));
      routes.add(Arguments.of("/api/public/" + kind + "/eraseUsersData", List.of("DELETE")));
      for (String root : List.of("/api/public/", "/api/1.1/public/")) {
        for (String end : List.of("", "/")) {
          routes.add(Arguments.of(root + kind + "/{}/publish/status" + end, List.of("GET")));
          routes.add(
              Arguments.of(root + kind + "/{}/conversations/delete/cdj-1" + end, List.of("GET")));
          routes.add(
              Arguments.of(root + kind + "/eraseUsersData/status/eud-1" + end, List.of("GET")));
          routes.add(Arguments.of(root + kind + "/import/status/bir-1" + end, List.of("GET")));
        }
      }
    }
    routes.add(Arguments.of("/api/public/{}/sessions", List.of("PUT")));
    routes.add(Arguments.of("/api/public/self", List.of("GET")));
    routes.add(Arguments.of("/api/public/uploadfile", List.of("POST")));
    routes.add(Arguments.of("/api/public/alluserroles", List.of("GET")));
    routes.add(Arguments.of("/api/public/getSessions", List.of("POST")));
    routes.add(Arguments.of("/api/public/getSessionMetrics", List.of("GET", "POST")));
    routes.add(Arguments.of("/api/public/getBillingSessionsDetails", List.of("POST")));
    routes.add(Arguments.of("/api/public/bots/getBillingSessionsDetails", List.of("POST")));
    routes.add(Arguments.of("/api/public/getMessages", List.of("POST")));
    routes.add(Arguments.of("/api/public/getMessagesV2", List.of("POST")));
    routes.add(Arguments.of("/api/1.1/{}/debuglogs", List.of("GET")));
    routes.add(Arguments.of("/api/1/{}/debuglogs", List.of("GET")));
    return routes.stream();
  }

  static void assertForm(Answer answer) {
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(answer.json().size()).isEqualTo(1);
    assertThat(answer.json().path("errors").size()).isEqualTo(1);
    assertThat(answer.json().path("errors").get(0).path("msg").isTextual()).isTrue();
    assertThat(answer.json().path("errors").get(0).path("code").isInt()).isTrue();
  }

  Answer call(String method, String path, String token, String body) {
    return bot.client().call(method, path, token, body);
  }

  String token() {
    return bot.builder().token();
  }
}
