package org.conversationsessions.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageAuthor;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Which event becomes which message (contract, section 14)")
class MessagePolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:05:00.123456789Z");
  private static final SessionId SESSION = SessionId.of(TestEventBuilder.at("10:00"), 1);
  private static final MessageAuthor AGENT =
      new MessageAuthor("a-1", Optional.of("Ada"), Optional.empty());
  private static final List<Tag> TAGS = List.of(new Tag("mood", "fine"));
  private static final MessageContent FULL =
      new MessageContent("hello", false, Optional.of("Book"), Optional.of(AGENT), TAGS);

  private final MessagePolicy all = keeping(UnaryOperator.identity());

  @ParameterizedTest
  @EnumSource(
      names = {"USER_MESSAGE", "BOT_MESSAGE", "AGENT_MESSAGE", "AUTHORIZATION"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyOtherEventBecomesNone(ActivityType type) {
    assertThat(all.message(event(type, "10:01").content(FULL).build(), session(3), NOW, trace()))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"USER_MESSAGE", "BOT_MESSAGE", "AGENT_MESSAGE", "AUTHORIZATION"})
  void ofABotThatKeepsNoneNoneIsKept(ActivityType type) {
    ActivityEvent event = event(type, "10:01").content(FULL).build();
    assertThat(MessagePolicy.NONE.message(event, session(3), NOW, trace())).isEmpty();
  }

  @Test
  void aUserMessageIsIncomingAndHasTheTraceButNeitherTaskNorAuthor() {
    Message message = message(event(ActivityType.USER_MESSAGE, "10:01").content(FULL).lang("de"));

    assertThat(message)
        .isEqualTo(
            new Message(
                new MessageId(SESSION, 2),
                MessageDirection.INCOMING,
                TestEventBuilder.at("10:01"),
                Instant.parse("2026-03-02T10:05:00.123Z"),
                "hello",
                "de",
                false,
                true,
                Optional.empty(),
                Optional.empty(),
                TAGS,
                trace()));
  }

  @Test
  void aBotMessageIsOutgoingAndHasTheTask() {
    Message message = message(event(ActivityType.BOT_MESSAGE, "10:01").content(FULL).developer());

    assertThat(message.direction()).isEqualTo(MessageDirection.OUTGOING);
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.task()).contains("Book");
    assertThat(message.author()).isEmpty();
    assertThat(message.traceId()).isEmpty();
    assertThat(message.developer()).isTrue();
  }

  @Test
  void anAgentMessageHasItsAuthor() {
    Message message = message(event(ActivityType.AGENT_MESSAGE, "10:01").content(FULL));

    assertThat(message.direction()).isEqualTo(MessageDirection.OUTGOING);
    assertThat(message.author()).contains(AGENT);
    assertThat(message.task()).contains("Book");
  }

  @Test
  void whatAuthorisesIsNeverKept() {
    Message message = message(event(ActivityType.AUTHORIZATION, "10:01").content(FULL));

    assertThat(message.direction()).isEqualTo(MessageDirection.INCOMING);
    assertThat(message.text()).isEmpty();
  }

  @Test
  void aTransientTextIsReplacedAndNotRedacted() {
    MessagePolicy shouting = keeping(text -> text + "!");
    ActivityEvent event =
        user("10:01")
            .content(
                new MessageContent("1234", true, Optional.empty(), Optional.empty(), List.of()))
            .build();

    assertThat(shouting.message(event, session(1), NOW, trace()).orElseThrow().text())
        .isEqualTo("[data_purged]");
  }

  @Test
  void everyOtherTextIsRedactedAlsoAMissingOne() {
    MessagePolicy shouting = keeping(text -> text + "!");

    assertThat(text(shouting, "hello")).isEqualTo("hello!");
    assertThat(text(shouting, "")).isEqualTo("!");
    assertThat(text(all, "")).isEmpty();
  }

  @Test
  void theLanguageIsTheEventsElseTheSessionsLastElseTheBots() {
    assertThat(language(user("10:01").lang("de"), List.of("fr", "it"))).isEqualTo("de");
    assertThat(language(user("10:01"), List.of("fr", "it"))).isEqualTo("it");
    assertThat(language(user("10:01"), List.of())).isEqualTo("pt");
  }

  @Test
  void theRetentionCountsFromTheRecordingInWholeSeconds() {
    assertThat(all.expiresAt(NOW)).contains(Instant.parse("2026-03-09T10:05:00Z"));
    assertThat(MessagePolicy.NONE.expiresAt(NOW)).isEmpty();
  }

  private Message message(TestEventBuilder event) {
    return all.message(event.build(), session(3), NOW, trace()).orElseThrow();
  }

  private static String text(MessagePolicy policy, String text) {
    return policy
        .message(user("10:01").text(text).build(), session(1), NOW, trace())
        .orElseThrow()
        .text();
  }

  private String language(TestEventBuilder event, List<String> ofSession) {
    return all.message(event.build(), session(1, ofSession), NOW, trace()).orElseThrow().language();
  }

  private static MessagePolicy keeping(UnaryOperator<String> redaction) {
    return new MessagePolicy(true, Optional.of(Duration.ofDays(7)), redaction, "pt");
  }

  private static Optional<String> trace() {
    return Optional.of("request-1");
  }

  private static Session session(int messages) {
    return session(messages, List.of());
  }

  private static Session session(int messages, List<String> languages) {
    return new Session(
        SESSION,
        TestEventBuilder.HERE,
        TestEventBuilder.at("10:01"),
        languages,
        SessionType.INTERACTIVE,
        ContainmentType.SELF_SERVICE,
        Optional.empty(),
        false,
        Tags.NONE,
        messages,
        0,
        Optional.empty());
  }
}
