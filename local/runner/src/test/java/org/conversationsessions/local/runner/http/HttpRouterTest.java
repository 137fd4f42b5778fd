package org.conversationsessions.local.runner.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.conversationsessions.local.runner.net.LoopbackServer;
import org.conversationsessions.local.template.FunctionEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Over real HTTP; the function answers with the event that it got. */
class HttpRouterTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private LoopbackServer server;

  @BeforeEach
  void start() throws IOException {
    Functions echo =
        (name, payload) -> {
          String event = new String(payload, UTF_8);
          return event.contains("please fail")
              ? new Invocation.Failed("T", "secret inside", payload)
              : new Invocation.Succeeded(payload);
        };
    AwsJsonService service = new CountingService();
    List<FunctionEvent> routes =
        List.of(new FunctionEvent("A", "HttpApi", Map.of("Method", "ANY", "Path", "/echo/{id}")));
    server = LoopbackServer.bind(0);
    server.start(
        new HttpRouter(
            List.of(RoutesTest.function(routes)),
            echo,
            List.of(service),
            Clock.systemUTC(),
            () -> "id-1"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersARouteWithWhatItsFunctionSays() throws Exception {
    HttpResponse<String> response =
        send(request("/echo/7?q=%41").method("PATCH", BodyPublishers.ofString("body")));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("apigw-requestid")).hasValue("id-1");
    assertThat(response.body())
        .contains("\"routeKey\":\"ANY /echo/{id}\"")
        .contains("\"queryStringParameters\":{\"q\":\"A\"}")
        .contains("\"body\":\"Ym9keQ==\"")
        .contains("\"content-length\":\"4\"");
  }

  @Test
  @Tag("difference:gateway-errors")
  void answers404WhereThereIsNoRouteAnd500WithoutInternalDetailsToAFailure() throws Exception {
    assertThat(send(request("/nowhere").GET()).body())
        .isEqualTo("{\"errors\":[{\"msg\":\"Not Found\",\"code\":404}]}");
    assertThat(send(request("//echo//7").GET()).statusCode()).isEqualTo(404);
    HttpResponse<String> failed = send(request("/echo/please%20fail").GET());
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body())
        .isEqualTo("{\"errors\":[{\"msg\":\"Internal Server Error\",\"code\":500}]}");
  }

  @Test
  void refusesBodiesThatAreTooLargeForApiGatewayOrLambda() throws Exception {
    for (int megabytes : new int[] {7, 11}) {
      HttpResponse<String> response =
          send(
              request("/echo/7")
                  .header("content-type", "text/plain")
                  .POST(BodyPublishers.ofByteArray(new byte[megabytes << 20])));
      assertThat(response.statusCode()).as("%d MB", megabytes).isEqualTo(413);
    }
  }

  @Test
  void answersAHeadWithoutABody() throws Exception {
    HttpResponse<String> response =
        send(request("/echo/7").method("HEAD", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void handsCallsOfAwsClientsToTheirServices() throws Exception {
    HttpResponse<String> response =
        send(
            request("/")
                .header("X-Amz-Target", "Counting_2026.Count")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(BodyPublishers.ofString("{\"things\":[1,2]}")));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .hasValue("application/x-amz-json-1.1");
    assertThat(response.body()).isEqualTo("{\"count\":2}");
  }

  @Test
  void answersWhatAServiceRefusesInTheProtocolsWords() throws Exception {
    HttpResponse<String> wrong =
        send(request("/").header("X-Amz-Target", "Counting_2026.Guess").POST(body("")));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.headers().firstValue("x-amzn-errortype")).hasValue("NoGuess");
    assertThat(wrong.body()).contains("com.example#NoGuess").contains("does not guess");

    assertThat(send(request("/").header("X-Amz-Target", "Other.Count").POST(body("{}"))).body())
        .contains("UnknownOperationException");
    assertThat(
            send(request("/").header("X-Amz-Target", "Counting_2026.Count").POST(body("["))).body())
        .contains("SerializationException");
  }

  @Test
  @Tag("difference:permissions")
  void invokesAFunctionForLambdasClientsButNotForAWebPage() throws Exception {
    String path = "/2015-03-31/functions/F/invocations";

    assertThat(send(request(path).POST(body("{\"a\":1}"))).body()).isEqualTo("{\"a\":1}");
    HttpResponse<String> page =
        send(request(path).header("Origin", "http://evil.example").POST(body("{}")));
    assertThat(page.statusCode()).isEqualTo(403);
  }

  @Test
  void takesAPathThatIsNoUri() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.url().getPort())) {
      socket
          .getOutputStream()
          .write("GET //echo/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).contains(" 404 ");
    }
  }

  private static HttpRequest.BodyPublisher body(String text) {
    return BodyPublishers.ofString(text);
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(server.url() + target));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static final class CountingService implements AwsJsonService {
    @Override
    public String targetPrefix() {
      return "Counting_2026";
    }

    @Override
    public Map<String, Object> call(String operation, Map<String, Object> input)
        throws AwsJsonException {
      if (operation.equals("Count") && input.get("things") instanceof List<?> things) {
        return Map.of("count", things.size());
      }
      throw new AwsJsonException("com.example#NoGuess", "this service does not guess");
    }
  }
}
