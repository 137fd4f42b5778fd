package org.conversationsessions.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.conversationsessions.json.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnroutedEndpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/public",
        "/api/public/",
        "/api/public/upload",
        "/api/public/bot//session",
        "/api/public/bot/st-1/session/",
        "/api/public/bot/{botId}/session/more",
        "/api/public/bot/eraseUsersData/status/",
        "/api/public/bot/eraseUsersData/"
      })
  void answers405WithoutAnyMethodForUnknownPathsUnderTheApi(String path) {
    assertThat(answer(path)).isEqualTo(ApiError.methodNotAllowed(Set.of()));
    assertThat(((ApiError) answer(path)).headers()).containsEntry("allow", "");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/public/bot/st-1/session, PUT",
    "/api/public/st-1/sessions, PUT",
    "/api/public/getSessions, POST",
    "/api/public/getMessagesV2, POST",
    "/api/public/bot/x/messages-lite, 'GET, POST'",
    "/api/public/stream/x/manageSessions, 'DELETE, GET, PUT'",
    "/api/1/st-1/debuglogs, GET",
    "/api/public/bot/eraseUsersData/status/eud-1, GET",
    "/api/public/stream/eraseUsersData/status/eud-1/, GET",
    "/api/1.1/public/bot/eraseUsersData/status/eud-1, GET",
    "/api/1.1/public/stream/x/conversations/delete/cdj-1/, GET",
    "/api/public/bot/\uFFFD/sessionState, 'DELETE, GET, PUT'"
  })
  void answers405WithTheMethodsOfTheKnownPath(String path, String allow) {
    assertThat(((ApiError) answer(path)).headers()).containsEntry("allow", allow);
    assertThat(((ApiError) answer(path)).status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/api",
        "/api/",
        "/api/publicity",
        "/API/PUBLIC",
        "/x/api/public",
        "/api/1.1/public",
        "/api/1.1/public/getSessions",
        "/api/2/st-1/debuglogs",
        "/api/1.1/public/bot/eraseUsersData"
      })
  void answers404Elsewhere(String path) {
    assertThat(answer(path)).isEqualTo(ApiError.notFound());
  }

  /** Calls of Kore.ai that docs/compatibility.md lists as missing. */
  @ParameterizedTest
  @CsvSource({
    "/chatbot/v2/webhook/st-1, 404",
    "/api/public/bot/st-1/taskContainmentReport, 405",
    "/api/public/bot/st-1/taskContainmentReport/status/1, 405",
    "/api/public/bot/st-1/billingsessionsummary, 405",
    "/api/public/bot/st-1/export, 405"
  })
  void documentedCallsThatAreNotHereAreUnknownPaths(String path, int status) {
    assertThat(((ApiError) answer(path)).status()).isEqualTo(status);
  }

  @Test
  void anEndpointByMethodRejectsOtherMethods() {
    Endpoint endpoint =
        Endpoint.byMethod(Map.of("PUT", request -> HttpResponse.json(request.body())));

    assertThat(endpoint.answer(request("PUT", "/"))).isEqualTo(HttpResponse.json(Bytes.EMPTY));
    assertThat(endpoint.answer(request("GET", "/")))
        .isEqualTo(ApiError.methodNotAllowed(Set.of("PUT")));
  }

  private static HttpOutcome answer(String path) {
    return new UnroutedEndpoint().answer(request("PATCH", path));
  }

  private static HttpRequest request(String method, String path) {
    return new HttpRequest(method, path, Map.of(), Map.of(), Map.of(), Bytes.EMPTY, "id");
  }
}
