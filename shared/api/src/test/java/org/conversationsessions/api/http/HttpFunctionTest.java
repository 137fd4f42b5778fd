package org.conversationsessions.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.StoreRefusedException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Deadline;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

class HttpFunctionTest {
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzLTEifQ.c2lnbmF0dXJl";

  private final FakeContext context = new FakeContext();

  @Test
  void returnsTheEndpointsResponse() throws Exception {
    JsonObject envelope =
        call(
            request -> HttpResponse.json(request.body()),
            Events.event("POST", "/p", Map.of(), "{\"a\":1}"));

    assertThat(envelope.members()).containsEntry("statusCode", JsonNumber.of(200));
    assertThat(envelope.text("body")).contains("{\"a\":1}");
    assertThat(context.lines()).isEmpty();
  }

  @Test
  void rendersErrors() throws Exception {
    JsonObject envelope =
        call(request -> ApiError.invalidStreamId(), Events.event("POST", "/p", Map.of()));

    assertThat(envelope.members()).containsEntry("statusCode", JsonNumber.of(400));
    assertThat(envelope.text("body"))
        .contains("{\"errors\":[{\"msg\":\"Invalid StreamId\",\"code\":400}]}");
  }

  @Test
  void compressesAsTheRequestPrefers() throws Exception {
    JsonObject envelope =
        call(
            request -> HttpResponse.json(Bytes.utf8("x".repeat(5000))),
            Events.event("GET", "/p", Map.of("Accept-Encoding", "gzip")));

    assertThat(envelope.object("headers").text("content-encoding")).contains("gzip");
  }

  @Test
  void whateverIsThrownBecomesA500ThatTellsNothing() throws Exception {
    for (Endpoint failing :
        new Endpoint[] {
          request -> {
            throw new IllegalStateException("table x for " + TOKEN + "\n{\"level\":\"INFO\"}");
          },
          request -> {
            throw new StackOverflowError();
          },
          request -> {
            throw new NoClassDefFoundError("a/B");
          }
        }) {
      JsonObject envelope =
          call(failing, Events.event("POST", "/p", Map.of("auth", "hidden-header"), "hidden-body"));

      assertThat(envelope.members()).containsEntry("statusCode", JsonNumber.of(500));
      assertThat(envelope.text("body"))
          .contains(
              "{\"errors\":[{\"msg\":\"Internal Server"
                  + " Error\",\"code\":500,\"requestId\":\"id-1\"}]}");
    }
  }

  @Test
  void aFailureOfTheStoreThatPassesBecomesA503AndALineThatWarns() throws Exception {
    JsonObject envelope =
        call(
            request -> {
              throw new StoreException("slow down");
            },
            Events.event("POST", "/p", Map.of()));

    assertThat(envelope.members()).containsEntry("statusCode", JsonNumber.of(503));
    assertThat(envelope.text("body"))
        .contains("{\"errors\":[{\"msg\":\"Service Unavailable\",\"code\":503}]}");
    assertThat(envelope.object("headers").text("retry-after")).contains("5");
    assertThat(context.lines()).hasSize(1);
    JsonObject entry =
        JsonReader.read(Bytes.utf8(context.lines().getFirst())).object().orElseThrow();
    assertThat(entry.text("level")).contains("WARN");
    assertThat(entry.text("requestId")).contains("id-1");
  }

  @Test
  void aFailureOfTheStoreThatStaysBecomesA500AndALineOfAnError() throws Exception {
    for (StoreException staying :
        List.of(
            new UnreadableItemException("unknown form"),
            new StoreRefusedException("no permission", new IllegalStateException()))) {
      context.lines().clear();
      JsonObject envelope =
          call(
              request -> {
                throw staying;
              },
              Events.event("POST", "/p", Map.of()));

      assertThat(envelope.members()).containsEntry("statusCode", JsonNumber.of(500));
      assertThat(envelope.object("headers").text("retry-after")).isEmpty();
      assertThat(context.lines().getFirst()).contains("\"ERROR\"", "id-1");
    }
  }

  @Test
  void theEndpointWorksUnderTheInvocationsDeadline() throws Exception {
    List<Long> left = new ArrayList<>();

    call(
        request -> {
          left.add(Deadline.current().millisLeft());
          return HttpResponse.json(Bytes.EMPTY);
        },
        Events.event("GET", "/p", Map.of()));

    assertThat(left).containsExactly((long) context.getRemainingTimeInMillis());
  }

  @Test
  void theLogHasOneLineAndNoSecret() throws Exception {
    call(
        request -> {
          throw new IllegalStateException("table x for " + TOKEN + "\nnext", new IOException("y"));
        },
        Events.event("POST", "/p", Map.of("auth", "hidden-header"), "hidden-body"));

    assertThat(context.lines()).hasSize(1);
    String line = context.lines().getFirst();
    assertThat(line).endsWith("}\n");
    assertThat(line.strip()).doesNotContain("\n");
    JsonObject entry = JsonReader.read(Bytes.utf8(line)).object().orElseThrow();
    assertThat(entry.text("level")).contains("ERROR");
    assertThat(entry.text("requestId")).contains("id-1");
    assertThat(entry.text("invocationId")).contains("invocation-1");
    assertThat(entry.text("error")).contains("java.lang.IllegalStateException");
    assertThat(entry.text("stackTrace"))
        .get()
        .asString()
        .contains("table x for [token]", "Caused by: java.io.IOException: y", "HttpFunctionTest");
    assertThat(line).doesNotContain("hidden-header", "hidden-body", TOKEN);
  }

  @Test
  void aFailureIsAnsweredWithoutALogger() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(console, true, UTF_8));
    try {
      new TestFunction(
              request -> {
                throw new IllegalStateException("logged to standard output");
              })
          .handleRequest(stream(Events.event("GET", "/p", Map.of())), out, null);
    } finally {
      System.setOut(before);
    }

    assertThat(out.toString(UTF_8)).contains("\"statusCode\":500");
    assertThat(console.toString(UTF_8)).contains("logged to standard output").endsWith("}\n");
  }

  @Test
  void anEventWithoutARequestIsRejected(@Seeded Random random) throws Exception {
    byte[] good = Events.event("GET", "/p", Map.of("a", "b"), "body").toArray();
    assertThat(call(request -> HttpResponse.json(Bytes.EMPTY), Bytes.EMPTY).members())
        .containsEntry("statusCode", JsonNumber.of(400));
    for (int i = 0; i < 5000; i++) {
      byte[] damaged = good.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      JsonObject envelope = call(request -> HttpResponse.json(Bytes.EMPTY), Bytes.copyOf(damaged));
      assertThat(envelope.members().get("statusCode")).isIn(JsonNumber.of(200), JsonNumber.of(400));
    }
    assertThat(context.lines()).isEmpty();
  }

  @Test
  void anEventThatCannotBeReadBecomesA500WithTheInvocationsIdentifier() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new TestFunction(request -> HttpResponse.json(Bytes.EMPTY)).handleRequest(broken, out, context);

    JsonObject envelope = JsonReader.read(Bytes.copyOf(out.toByteArray())).object().orElseThrow();
    assertThat(envelope.members()).containsEntry("statusCode", JsonNumber.of(500));
    assertThat(envelope.text("body")).get().asString().contains("\"requestId\":\"invocation-1\"");
    assertThat(context.lines()).singleElement().asString().contains("\"ERROR\"", "invocation-1");
  }

  @Test
  void aResponseThatCannotBeWrittenIsAFailure() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken");
          }
        };

    assertThatThrownBy(
            () ->
                new TestFunction(request -> HttpResponse.json(Bytes.EMPTY))
                    .handleRequest(stream(Events.event("GET", "/p", Map.of())), broken, context))
        .isInstanceOf(IOException.class);
  }

  private JsonObject call(Endpoint endpoint, Bytes event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TestFunction(endpoint).handleRequest(stream(event), out, context);
    return JsonReader.read(Bytes.copyOf(out.toByteArray())).object().orElseThrow();
  }

  private static ByteArrayInputStream stream(Bytes event) {
    return new ByteArrayInputStream(event.toArray());
  }

  private static final class TestFunction extends HttpFunction {
    TestFunction(Endpoint endpoint) {
      super(endpoint);
    }
  }
}
