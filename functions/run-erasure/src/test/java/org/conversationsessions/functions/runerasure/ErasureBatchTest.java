package org.conversationsessions.functions.runerasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.erasure.ErasureWorker.Result;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.json.Bytes;
import org.junit.jupiter.api.Test;

class ErasureBatchTest {
  private static final ErasureId ID = new ErasureId("eud-00000000-0000-0001-0000-000000000002");

  private final List<String> did = new ArrayList<>();
  private Result result = new Result.Done();
  private boolean storeFails;
  private boolean queueFails;

  @Test
  void aFinishedRequestIsNotSentAgain() {
    assertThat(work(ID.value())).isEmpty();
    assertThat(did).containsExactly("work " + ID);
  }

  @Test
  void anUnfinishedRequestIsSentAgainAfterItsDelay() {
    result = new Result.Again(Duration.ofSeconds(301));

    assertThat(work(ID.value())).isEmpty();
    assertThat(did).containsExactly("work " + ID, "send " + ID + " PT5M1S");
  }

  @Test
  void aRequestThatCannotBeSentAgainIsDeliveredAgain() {
    result = new Result.Again(Duration.ZERO);
    queueFails = true;

    assertThat(work(ID.value())).containsExactly("m-1");
  }

  @Test
  void aFailureOfTheStoreHasTheMessageDeliveredAgain() {
    storeFails = true;

    assertThat(work(ID.value())).containsExactly("m-1");
    assertThat(did).noneMatch(step -> step.startsWith("send"));
    assertThat(did.getLast()).contains("a slice of an erasure failed").contains(ID.value());
  }

  @Test
  void whatIsNoRequestGoesToTheDeadLetterQueue() {
    assertThat(work("something else")).isEmpty();
    assertThat(did.getFirst()).isEqualTo("aside something else");
    assertThat(did).noneMatch(step -> step.startsWith("work"));
  }

  @Test
  void theHandlerReadsAndAnswersAsLambdaDoes() throws IOException {
    storeFails = true;
    String event = "{\"Records\":[{\"messageId\":\"m-7\",\"body\":\"" + ID + "\"}]}";
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    new RunErasureHandler(batch())
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, null);

    assertThat(output.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-7\"}]}");
  }

  @Test
  void anEventOfAnotherKindIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueuedErasure.read(Bytes.utf8("{\"time\":1}")));
    assertThatIllegalArgumentException().isThrownBy(() -> QueuedErasure.read(Bytes.utf8("[]")));
  }

  private List<String> work(String body) {
    return batch().work(List.of(new QueuedErasure("m-1", body)), () -> true);
  }

  private ErasureBatch batch() {
    return new ErasureBatch(
        (id, mayContinue) -> {
          did.add("work " + id);
          if (storeFails) {
            throw new StoreException("the store does not answer");
          }
          return result;
        },
        (id, delay) -> {
          if (queueFails) {
            throw new StoreException("the queue does not answer");
          }
          did.add("send " + id + " " + delay);
        },
        (String body, Map<String, String> attributes) -> did.add("aside " + body),
        did::add);
  }
}
