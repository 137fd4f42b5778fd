package org.conversationsessions.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.json.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayEventTest {
  /** The example of payload format 2.0 in the AWS documentation, with every member. */
  private static final String DOCUMENTED =
      """
      {"version":"2.0","routeKey":"POST /api/public/bot/{botId}/getSessions",
       "rawPath":"/api/public/bot/st-1/getSessions","rawQueryString":"containmentType=agent&p=1&p=2",
       "cookies":["a=b"],
       "headers":{"Auth":"t.o.k","Content-Type":"application/json","X-Two":"1,2"},
       "queryStringParameters":{"containmentType":"agent","p":"1,2"},
       "requestContext":{"accountId":"123456789012","apiId":"api","authentication":null,
         "authorizer":{"jwt":{"claims":{},"scopes":[]}},"domainName":"d","domainPrefix":"p",
         "http":{"method":"POST","path":"/api/public/bot/st-1/getSessions","protocol":"HTTP/1.1",
           "sourceIp":"192.0.2.1","userAgent":"agent"},
         "requestId":"JKJaXmPLvHcESHA=","routeKey":"r","stage":"$default",
         "time":"12/Mar/2020:19:03:58 +0000","timeEpoch":1583348638390},
       "body":"{\\"userId\\":\\"é\\"}","pathParameters":{"botId":"st-1"},"isBase64Encoded":false,
       "stageVariables":{"v":"1"}}
      """;

  @Test
  void readsTheDocumentedEvent() {
    HttpRequest request = read(DOCUMENTED);

    assertThat(request)
        .isEqualTo(
            new HttpRequest(
                "POST",
                "/api/public/bot/st-1/getSessions",
                Map.of("botId", "st-1"),
                Map.of("containmentType", "agent", "p", "1,2"),
                Map.of("auth", "t.o.k", "content-type", "application/json", "x-two", "1,2"),
                Bytes.utf8("{\"userId\":\"é\"}"),
                "JKJaXmPLvHcESHA="));
    assertThat(request.header("auth")).contains("t.o.k");
    assertThat(request.pathParameter("botId")).contains("st-1");
    assertThat(request.pathParameter("streamId")).isEmpty();
  }

  @Test
  void namesTheMembersAsTheClassesOfAwsDo() throws Exception {
    Set<String> known = new TreeSet<>();
    for (Class<?> type :
        List.of(
            APIGatewayV2HTTPEvent.class,
            APIGatewayV2HTTPEvent.RequestContext.class,
            APIGatewayV2HTTPEvent.RequestContext.Http.class)) {
      Arrays.stream(Introspector.getBeanInfo(type).getPropertyDescriptors())
          .map(PropertyDescriptor::getName)
          .forEach(known::add);
    }

    assertThat(known)
        .contains(
            "rawPath",
            "headers",
            "queryStringParameters",
            "pathParameters",
            "body",
            "isBase64Encoded",
            "requestContext",
            "requestId",
            "http",
            "method",
            "path");
  }

  @Test
  void decodesABodyInBase64() {
    assertThat(read(event("\"isBase64Encoded\":true,\"body\":\"AP8=\"")).body())
        .isEqualTo(Bytes.copyOf(new byte[] {0, (byte) 0xFF}));
    assertThat(read(event("\"isBase64Encoded\":true")).body()).isEqualTo(Bytes.EMPTY);
    assertThat(read(event("\"isBase64Encoded\":true,\"body\":null")).body()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void acceptsHeadersInAnyCase() {
    HttpRequest request = read(event("\"headers\":{\"AUTH\":\"a\",\"X-Ä\":\"b\",\"n\":1}"));

    assertThat(request.headers()).isEqualTo(Map.of("auth", "a", "x-ä", "b"));
  }

  @Test
  void joinsHeadersThatDifferInCaseOnly() {
    assertThat(
            read(event("\"headers\":{\"Accept-Encoding\":\"a\",\"accept-encoding\":\"b\"}"))
                .headers())
        .containsEntry("accept-encoding", "a,b");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,put,PUT",
    "POST,PUT,PUT",
    "post,' Delete ',DELETE",
    "POST,'',POST",
    "POST,' ',POST",
    "POST,nonsense,NONSENSE",
    "GET,put,GET",
    "PUT,get,PUT"
  })
  void theOverrideReplacesTheMethodOfAPost(String method, String override, String effective) {
    for (String name : List.of("x-http-method-override", "X-HTTP-Method-Override")) {
      Bytes event = Events.event(method, "/p", Map.of(name, override));
      assertThat(GatewayEvent.read(event))
          .get()
          .extracting(HttpRequest::method)
          .isEqualTo(effective);
    }
  }

  @Test
  void readsThePathFromTheContextAsAFallback() {
    assertThat(read("{\"requestContext\":{\"http\":{\"method\":\"GET\",\"path\":\"/c\"}}}"))
        .extracting(HttpRequest::path, HttpRequest::requestId)
        .containsExactly("/c", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"rawPath\":\"/\"}",
        "{\"requestContext\":{}}",
        "{\"requestContext\":{\"http\":{\"method\":1,\"path\":\"/\"}}}",
        "{\"requestContext\":{\"http\":{\"method\":\"GET\"}}}",
        "{\"requestContext\":{\"http\":{\"method\":\"GET\",\"path\":\"/\"}},\"isBase64Encoded\":true,\"body\":\"*\"}",
        "{\"requestContext\":[]",
        "{\"httpMethod\":\"GET\",\"path\":\"/\"}"
      })
  void findsNoRequestInAnotherEvent(String event) {
    assertThat(GatewayEvent.read(Bytes.utf8(event))).isEmpty();
  }

  @Test
  void aLoggedRequestOmitsHeadersAndBody() {
    assertThat(read(DOCUMENTED))
        .hasToString("POST /api/public/bot/st-1/getSessions (JKJaXmPLvHcESHA=)");
  }

  private static String event(String members) {
    return "{\"rawPath\":\"/p\",\"requestContext\":{\"http\":{\"method\":\"GET\"}},"
        + members
        + "}";
  }

  private static HttpRequest read(String event) {
    return GatewayEvent.read(Bytes.utf8(event)).orElseThrow();
  }
}
