package org.conversationsessions.functions.countsessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.junit.jupiter.api.Test;

class CountSessionsHandlerTest {
  private static final String SESSION =
      """
      {"owner":{"S":"st-1#ada#x"},"sessionId":{"S":"69a40e80000000000000000a"},
       "channel":{"S":"rtm"},"sessionType":{"S":"interactive"},"containmentType":{"S":"%s"},
       "endTime":{"N":"1772359201000"}}""";

  private final List<CountChange> counted = new ArrayList<>();
  private final List<String> logged = new ArrayList<>();

  @Test
  void aBatchIsCountedInItsOrder() throws IOException {
    String answer =
        handle(
            new CountSessionsHandler(counted::addAll, Duration.ofDays(90)),
            record("7", "", "selfService"),
            record("8", "selfService", "agent"),
            record("9", "agent", ""));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(counted)
        .extracting(CountChange::at)
        .containsExactly(new SequenceNumber("7"), new SequenceNumber("8"), new SequenceNumber("9"));
    CountChange start = counted.getFirst();
    assertThat(start.userId()).isEqualTo("ada#x");
    assertThat(start.start()).isEqualTo(Instant.parse("2026-03-01T10:01:36Z"));
    assertThat(start.before()).isNull();
    assertThat(start.after()).isEqualTo(SessionKind.ALL.get(2));
    // A minute for clocks that do not agree.
    assertThat(start.noExpiryBefore()).isEqualTo(Instant.parse("2026-05-30T09:59:01Z"));
    assertThat(counted.get(1).before()).isEqualTo(SessionKind.ALL.get(2));
    assertThat(counted.get(1).after()).isEqualTo(SessionKind.ALL.get(4));
    assertThat(counted.get(2).after()).isNull();
  }

  @Test
  void withoutRetentionNothingExpires() throws IOException {
    handle(
        new CountSessionsHandler(counted::addAll, Duration.ZERO), record("7", "", "selfService"));
    assertThat(counted.getFirst().noExpiryBefore()).isNull();
  }

  @Test
  void aBatchThatCannotBeCountedComesAgainFromItsFirstRecordOn() throws IOException {
    String answer =
        handle(
            new CountSessionsHandler(
                changes -> {
                  throw new StoreException("throttled");
                },
                Duration.ofDays(90)),
            record("7", "", "selfService"),
            record("8", "selfService", ""));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"7\"}]}");
    assertThat(logged).singleElement().asString().contains("throttled");
  }

  @Test
  void whatCannotBeReadComesAgainAndWhatIsBeforeItIsCounted() throws IOException {
    String answer =
        handle(
            new CountSessionsHandler(counted::addAll, Duration.ofDays(90)),
            record("7", "", "selfService"),
            record("8", "", "sometimes"),
            record("9", "", "agent"));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"8\"}]}");
    assertThat(counted).hasSize(1);
  }

  private static String record(String number, String before, String after) {
    StringBuilder change =
        new StringBuilder(
            "{\"ApproximateCreationDateTime\":1.772359201E9,\"SequenceNumber\":\"%s\""
                .formatted(number));
    if (!before.isEmpty()) {
      change.append(",\"OldImage\":").append(SESSION.formatted(before));
    }
    if (!after.isEmpty()) {
      change.append(",\"NewImage\":").append(SESSION.formatted(after));
    }
    return "{\"dynamodb\":" + change + "}}";
  }

  private String handle(CountSessionsHandler handler, String... records) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    String event = "{\"Records\":[" + String.join(",", records) + "]}";
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context());
    return answer.toString(StandardCharsets.UTF_8);
  }

  private Context context() {
    LambdaLogger logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            logged.add(message);
          }

          @Override
          public void log(byte[] message) {
            logged.add(new String(message, StandardCharsets.UTF_8));
          }
        };
    return (Context)
        Proxy.newProxyInstance(
            CountSessionsHandlerTest.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getLogger")) {
                return logger;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
