package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** Every path of the API and its methods. In place of the bot it has {@code {}}. */
  static Stream<Arguments> routes() {
    Map<String, List<String>> routes = new TreeMap<>();
    DocumentedCall.onAllPaths()
        .forEach(
            call ->
                call.paths("{}")
                    .forEach(
                        path ->
                            routes
                                .computeIfAbsent(path, _ -> new ArrayList<>())
                                .add(call.method())));
    return routes.entrySet().stream().map(route -> Arguments.of(route.getKey(), route.getValue()));
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
