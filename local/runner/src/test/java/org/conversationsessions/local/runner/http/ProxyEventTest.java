package org.conversationsessions.local.runner.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events are read with AWS's own class for them and AWS's own serialisation. */
class ProxyEventTest {
  private static final Routes ROUTES = RoutesTest.routes("POST /bot/{botId}/session", "$default");
  private static final Instant NOW = Instant.parse("2020-03-12T19:03:58.390Z");

  @Test
  void carriesEveryFieldOfTheFormat() {
    APIGatewayV2HTTPEvent event =
        event(
            request("POST", "/bot/st-1%20x/session", "a=1&b=x%20y+z&a=2&flag&=odd", "{\"x\":1}")
                .with("content-type", "application/json; charset=utf-8")
                .with("x-two", "one", "two")
                .with("cookie", "c1=v1; c2=v2", "c3=v3")
                .with("user-agent", "test/1.0")
                .build());

    assertThat(event.getVersion()).isEqualTo("2.0");
    assertThat(event.getRouteKey()).isEqualTo("POST /bot/{botId}/session");
    assertThat(event.getRawPath()).isEqualTo("/bot/st-1 x/session");
    assertThat(event.getRawQueryString()).isEqualTo("a=1&b=x%20y+z&a=2&flag&=odd");
    assertThat(event.getCookies()).containsExactly("c1=v1", "c2=v2", "c3=v3");
    assertThat(event.getHeaders())
        .containsEntry("x-two", "one,two")
        .containsEntry("content-type", "application/json; charset=utf-8")
        .containsEntry("x-forwarded-for", "127.0.0.1")
        .containsKey("x-amzn-trace-id")
        .doesNotContainKey("cookie");
    assertThat(event.getQueryStringParameters())
        .isEqualTo(Map.of("a", "1,2", "b", "x y z", "flag", "", "", "odd"));
    assertThat(event.getPathParameters()).isEqualTo(Map.of("botId", "st-1 x"));
    assertThat(event.getBody()).isEqualTo("{\"x\":1}");
    assertThat(event.getIsBase64Encoded()).isFalse();

    APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
    assertThat(context.getStage()).isEqualTo("$default");
    assertThat(context.getRequestId()).isEqualTo("request-1");
    assertThat(context.getTime()).isEqualTo("12/Mar/2020:19:03:58 +0000");
    assertThat(context.getTimeEpoch()).isEqualTo(NOW.toEpochMilli());
    assertThat(context.getRouteKey()).isEqualTo("POST /bot/{botId}/session");
    assertThat(context.getAccountId()).isEqualTo("000000000000");
    assertThat(context.getDomainName()).startsWith(context.getDomainPrefix() + ".");
    assertThat(context.getHttp().getMethod()).isEqualTo("POST");
    assertThat(context.getHttp().getPath()).isEqualTo("/bot/st-1 x/session");
    assertThat(context.getHttp().getProtocol()).isEqualTo("HTTP/1.1");
    assertThat(context.getHttp().getSourceIp()).isEqualTo("127.0.0.1");
    assertThat(context.getHttp().getUserAgent()).isEqualTo("test/1.0");
  }

  @Test
  void hasNoFieldForWhatTheRequestHasNot() throws IOException {
    JsonNode event = json(request("GET", "/x", "", "").build());

    assertThat(event.has("cookies")).isFalse();
    assertThat(event.has("queryStringParameters")).isFalse();
    assertThat(event.has("pathParameters")).isFalse();
    assertThat(event.has("body")).isFalse();
    assertThat(event.path("isBase64Encoded").booleanValue()).isFalse();
    assertThat(event.path("rawQueryString").textValue()).isEmpty();
    assertThat(event.path("routeKey").textValue()).isEqualTo("$default");
  }

  @Test
  void passesTextsAsTheyAreAndOtherBodiesInBase64() throws IOException {
    for (String type :
        List.of(
            "text/plain",
            "TEXT/html",
            "application/json",
            "application/xml",
            "application/javascript; charset=utf-8")) {
      JsonNode event = json(request("POST", "/x", "", "é").with("content-type", type).build());
      assertThat(event.path("body").textValue()).as(type).isEqualTo("é");
      assertThat(event.path("isBase64Encoded").booleanValue()).as(type).isFalse();
    }
    for (String type :
        List.of("application/octet-stream", "application/x-www-form-urlencoded", "image/png")) {
      JsonNode event = json(request("POST", "/x", "", "é").with("content-type", type).build());
      assertThat(event.path("body").textValue()).as(type).isEqualTo("w6k=");
      assertThat(event.path("isBase64Encoded").booleanValue()).as(type).isTrue();
    }
  }

  @Test
  void passesTextsThatAreNotUtf8InBase64() throws IOException {
    byte[] latin = {'r', 'e', 'n', (byte) 0xe9};
    Request sent = request("POST", "/x", "", "").with("content-type", "application/json").build();
    JsonNode event =
        json(
            new Request(
                sent.method(),
                sent.path(),
                sent.query(),
                sent.headers(),
                latin,
                sent.sourceIp(),
                sent.protocol()));
    assertThat(event.path("isBase64Encoded").booleanValue()).isTrue();
    assertThat(event.path("body").binaryValue()).isEqualTo(latin);
  }

  @Test
  void passesBodiesWithoutTypeOrWithAnEncodingInBase64() throws IOException {
    assertThat(json(request("POST", "/x", "", "a").build()).path("body").textValue())
        .isEqualTo("YQ==");
    RequestBuilder zipped =
        request("POST", "/x", "", "a")
            .with("content-type", "application/json")
            .with("content-encoding", "gzip");
    assertThat(json(zipped.build()).path("body").textValue()).isEqualTo("YQ==");
  }

  @Test
  void joinsTheAddressesThatARequestCameOver() throws IOException {
    Request request = request("GET", "/", "", "").with("x-forwarded-for", "10.0.0.1").build();

    assertThat(json(request).path("headers").path("x-forwarded-for").textValue())
        .isEqualTo("10.0.0.1, 127.0.0.1");
  }

  private static RequestBuilder request(String method, String path, String query, String body) {
    return new RequestBuilder(method, path, query, body);
  }

  private static byte[] bytes(Request request) {
    Routes.Match match = ROUTES.find(request.method(), request.path()).orElseThrow();
    return ProxyEvent.json(request, match, "request-1", NOW);
  }

  private static JsonNode json(Request request) throws IOException {
    return new ObjectMapper().readTree(new String(bytes(request), UTF_8));
  }

  private static APIGatewayV2HTTPEvent event(Request request) {
    return LambdaEventSerializers.serializerFor(
            APIGatewayV2HTTPEvent.class, ProxyEventTest.class.getClassLoader())
        .fromJson(new ByteArrayInputStream(bytes(request)));
  }
}
