package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and methods (contract, section 3, rows 1 and 9, and {@code x-http-method-override}). */
class MethodErrorsIT extends ErrorsAcceptance {
  @ParameterizedTest
  @MethodSource("routes")
  void aKnownPathWithAnotherMethodIs405WithAnyTokenOrNone(String path, List<String> allowed) {
    String known = path.replace("{}", bot.id().value());
    String unknown = path.replace("{}", "st-unknown");
    for (String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "BREW")) {
      if (allowed.contains(method)) {
        continue;
      }
      for (String token : List.of(token(), bot.admin().token(), "abc", token() + "A")) {
        assertThat(call(method, known, token, "").brief())
            .as("%s %s", method, known)
            .isEqualTo(Expected.METHOD_NOT_ALLOWED);
        assertThat(call(method, unknown, token, "no JSON").brief())
            .isEqualTo(Expected.METHOD_NOT_ALLOWED);
      }
      Answer none = bot.client().send(method, known, "");
      assertThat(none.brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
      assertThat(none.header("allow"))
          .as("%s %s", method, known)
          .contains(String.join(", ", new TreeSet<>(allowed)));
      assertForm(none);
    }
  }

  @Test
  void headIs405WithoutABody() {
    Answer answer = bot.client().send("HEAD", bot.path("session"), "");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("allow")).contains("PUT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/public",
        "/api/public/",
        "/api/public/bot",
        "/api/public/bot/st-1",
        "/api/public/bot/st-1/",
        "/api/public/bot/st-1/file/upload",
        "/api/public/bot/st-1/upload",
        "/api/public/bot/st-1/getsessions",
        "/api/public/bot/st-1/session/",
        "/api/public/bot/st-1/session/more",
        "/api/public/bot//session",
        "/api/public//sessions",
        "/api/public/stream/st-1/getMessagesV3",
        "/api/public/sessions",
        "/api/public/bot/st-1/%F0%9F%99%82"
      })
  void anUnknownPathUnderApiPublicIs405WithAnyTokenOrNone(String path) {
    for (String method : List.of("GET", "PUT", "POST", "DELETE")) {
      Answer none = bot.client().send(method, path, "");
      assertThat(none.brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
      assertThat(none.header("allow").orElse("missing")).isEmpty();
      assertThat(call(method, path, "dummy", "{}").brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
      assertThat(call(method, path, token(), "{}").brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/",
        "/api/publicity",
        "/api/private/x",
        "/x",
        "/API/public/x",
        "/api/2/st-1/debuglogs",
        "/api/1.0/st-1/debuglogs",
        "/api/1.1/debuglogs"
      })
  void aPathOutsideApiPublicIs404(String path) {
    for (String method : List.of("GET", "PUT", "POST", "DELETE")) {
      Answer answer = bot.client().send(method, path, "");
      assertThat(answer.brief()).isEqualTo(Expected.NOT_FOUND);
      assertForm(answer);
      assertThat(call(method, path, token(), "{}").brief()).isEqualTo(Expected.NOT_FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "put", "Put", "pUt"})
  void aPostWithXHttpMethodOverrideStandsForTheMethod(String method) {
    for (String header : List.of("x-http-method-override", "X-HTTP-Method-Override")) {
      for (String path : List.of("session", "sessions", "manageSessions")) {
        Answer answer =
            bot.client()
                .send(
                    "POST", bot.path(path), "{\"userId\":\"u\"}", "auth", token(), header, method);
        assertThat(answer.status()).as(path + answer).isEqualTo(200);
      }
      assertThat(
              bot.client()
                  .send(
                      "POST",
                      "/api/public/" + bot.id() + "/sessions",
                      "{\"userId\":\"u\"}",
                      "auth",
                      token(),
                      header,
                      method)
                  .brief())
          .isEqualTo(Expected.SUCCESS);
    }
  }

  @Test
  void aPostMayStandForAGet() {
    assertThat(
            bot.client()
                .send(
                    "POST",
                    bot.path("manageSessions"),
                    "",
                    "auth",
                    token(),
                    "x-http-method-override",
                    "get")
                .text())
        .isEqualTo(bot.settings().text());
  }

  @Test
  void aPostThatStandsForAMethodThatThePathHasNotIs405() {
    for (String method : List.of("GET", "DELETE", "patch", "put", "x")) {
      assertThat(
              bot.client()
                  .send(
                      "POST",
                      bot.path("getSessions"),
                      "",
                      "auth",
                      token(),
                      "x-http-method-override",
                      method)
                  .brief())
          .isEqualTo(Expected.METHOD_NOT_ALLOWED);
    }
  }

  @Test
  void theMessagesOfAnAccountAreNotReadByAPostThatStandsForAGet() {
    Answer answer =
        bot.client()
            .send(
                "POST",
                "/api/public/getMessages?userId=u",
                "",
                "auth",
                bot.admin().token(),
                "x-http-method-override",
                "GET");
    assertThat(answer.brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
    assertThat(answer.header("allow")).contains("POST");
  }

  @Test
  void methodsOtherThanPostStandForNothingElse() {
    assertThat(
            bot.client()
                .send(
                    "PUT",
                    bot.path("session"),
                    "{\"userId\":\"u\"}",
                    "auth",
                    token(),
                    "x-http-method-override",
                    "DELETE")
                .brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(
            bot.client()
                .send(
                    "GET",
                    bot.path("session"),
                    "",
                    "auth",
                    token(),
                    "x-http-method-override",
                    "PUT")
                .brief())
        .isEqualTo(Expected.METHOD_NOT_ALLOWED);
  }
}
