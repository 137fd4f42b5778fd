package org.conversationsessions.application.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.domain.debug.DebugDetail.Fields;
import org.conversationsessions.domain.debug.DebugLevel;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.event.MessageAndScript.MessageRule;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.ScriptOutcome.ScriptFailure;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.event.Sessions;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.Session;
import org.junit.jupiter.api.Test;

/** Which debug lines follow a closing (contract, section 18). */
class ClosingDebugLogTest {
  private static final Session SESSION = closed(true);

  private final InMemoryConversations store = new InMemoryConversations();
  private boolean stored = true;
  private final ClosingDebugLog log =
      new ClosingDebugLog(store, Duration.ofDays(30), session -> stored);

  @Test
  void aMessageThatIsHandedOutHasALineWithItsEvent() {
    SessionEvent.Message message = new SessionEvent.Message(SESSION, "secret");
    log.keepMessage(SESSION, MessageRule.HANDED_OUT, Optional.of(message));

    DebugLine line = only();
    Instant closedAt = SESSION.closing().orElseThrow().recordedAt();
    assertThat(line.title()).isEqualTo("Closing message");
    assertThat(line.at()).isEqualTo(closedAt);
    assertThat(line.session()).contains(SESSION.id());
    assertThat(line.detail())
        .isEqualTo(Fields.NONE.with("rule", "handedOut").with("event", message.id()));
    assertThat(store.debugEntries().getFirst().expiresAt())
        .isEqualTo(closedAt.plus(Duration.ofDays(30)));
  }

  @Test
  void noMessageHasALineThatSaysWhy() {
    log.keepMessage(SESSION, MessageRule.EXCLUDED_CHANNEL, Optional.empty());

    assertThat(only().detail()).isEqualTo(Fields.NONE.with("rule", "excludedChannel"));
  }

  @Test
  void aScriptThatRanHasALineWithWhatItCleared() {
    log.keepScript(SESSION, new ScriptOutcome(false, Set.of("b", "a"), Optional.empty()));

    assertThat(only().level()).isEqualTo(DebugLevel.INFO);
    assertThat(only().detail()).isEqualTo(Fields.NONE.with("cleared", List.of("a", "b")));
  }

  @Test
  void aScriptThatFailedHasALineWithTheReason() {
    ScriptFailure failure = new ScriptFailure("timeout", "took longer", 3);
    log.keepScript(SESSION, new ScriptOutcome(true, Set.of(), Optional.of(failure)));

    assertThat(only().level()).isEqualTo(DebugLevel.ERROR);
    assertThat(only().detail())
        .isEqualTo(
            Fields.NONE
                .with("cleared", List.of("all profiles"))
                .with("kind", "timeout")
                .with("message", "took longer")
                .with("line", "3"));
  }

  @Test
  void aRepeatedDeliveryKeepsOneLine() {
    log.keepMessage(SESSION, MessageRule.SILENT, Optional.empty());
    log.keepMessage(SESSION, MessageRule.SILENT, Optional.empty());
    log.keepScript(SESSION, new ScriptOutcome(false, Set.of(), Optional.empty()));

    assertThat(store.debugLines())
        .extracting(DebugLine::title)
        .containsExactly("Closing message", "Closure script");
  }

  @Test
  void nothingIsKeptOfASessionThatWasErased() {
    stored = false;
    log.keepMessage(SESSION, MessageRule.SILENT, Optional.empty());

    assertThat(store.debugLines()).isEmpty();
  }

  @Test
  void nothingIsKeptIfTheBotKeptNoDebugLogAtTheClosing() {
    log.keepMessage(closed(false), MessageRule.SILENT, Optional.empty());

    assertThat(store.debugLines()).isEmpty();
    assertThat(ClosingDebugLog.isKept(closed(false))).isFalse();
    assertThat(ClosingDebugLog.isKept(Sessions.live("u-1", 1))).isFalse();
  }

  private DebugLine only() {
    assertThat(store.debugLines()).hasSize(1);
    return store.debugLines().getFirst();
  }

  private static Session closed(boolean logged) {
    Session session = Sessions.closed(Sessions.live("u-1", 1), 1);
    Closing closing = session.closing().orElseThrow();
    return Sessions.live("u-1", 1)
        .closed(
            new Closing(
                closing.reason(),
                closing.recordedAt(),
                closing.defaultLanguage(),
                closing.settingsVersion(),
                closing.ordinal(),
                logged),
            session.containment());
  }
}
