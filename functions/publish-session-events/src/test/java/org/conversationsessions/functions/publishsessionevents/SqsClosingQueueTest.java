package org.conversationsessions.functions.publishsessionevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.stream.ScriptedClosingBody;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class SqsClosingQueueTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

  private final List<SendMessageRequest> sent = new ArrayList<>();
  private boolean reachable = true;

  @Test
  void theMessageContainsTheWholeClosingAndIsDeduplicatedByItsSession() {
    ScriptedClosing closing = closing("st-1", "ada", 1, "a()");

    assertThat(queue(5).send(closing)).isEmpty();

    SendMessageRequest request = sent.getFirst();
    assertThat(request.queueUrl()).isEqualTo("url");
    assertThat(ScriptedClosingBody.read(request.messageBody())).isEqualTo(closing);
    assertThat(request.messageDeduplicationId()).isEqualTo(closing.session().id().value());
    assertThat(request.messageGroupId()).matches("[0-9a-f]{32}-[0-4]");
  }

  @Test
  void anEndUserKeepsItsGroupAndABotHasAFewGroups() {
    SqsClosingQueue queue = queue(5);
    Set<String> groups = new HashSet<>();
    for (int user = 0; user < 100; user++) {
      queue.send(closing("st-1", "u-" + user, 1, ""));
      queue.send(closing("st-1", "u-" + user, 2, ""));
      assertThat(sent.getLast().messageGroupId())
          .isEqualTo(sent.get(sent.size() - 2).messageGroupId());
      groups.add(sent.getLast().messageGroupId());
    }
    assertThat(groups).hasSize(5);
    for (int user = 0; user < 100; user++) {
      queue.send(closing("st-2", "u-" + user, 1, ""));
      assertThat(groups).doesNotContain(sent.getLast().messageGroupId());
    }
  }

  @Test
  void oneBotGetsAQuarterOfTheConcurrency() {
    SqsClient none = new Queues();
    assertThat(SqsClosingQueue.shared(none, "url", 20).groups()).isEqualTo(5);
    assertThat(SqsClosingQueue.shared(none, "url", 2).groups()).isEqualTo(1);
  }

  @Test
  void anUnavailableQueueIsRetriedAndATooLargeMessageIsNot() {
    reachable = false;
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> queue(5).send(closing("st-1", "ada", 1, "")));

    assertThat(queue(5).send(closing("st-1", "ada", 1, "é".repeat(600_000))))
        .contains("the session is too large to be handed over to its script");
  }

  private SqsClosingQueue queue(int groups) {
    return new SqsClosingQueue(new Queues(), "url", groups);
  }

  private static ScriptedClosing closing(String bot, String user, int number, String script) {
    Session live =
        Session.starting(
            SessionId.of(TEN, number), new ConversationKey(new BotId(bot), user, "rtm"));
    return new ScriptedClosing(
        live.closed(
            new Closing(CloseReason.API, TEN.plusSeconds(60), "en", 1, 1),
            ContainmentType.SELF_SERVICE),
        script);
  }

  /** A fake SQS client. */
  private final class Queues implements SqsClient {
    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
      if (!reachable) {
        throw SdkClientException.create("no connection");
      }
      sent.add(request);
      return SendMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
