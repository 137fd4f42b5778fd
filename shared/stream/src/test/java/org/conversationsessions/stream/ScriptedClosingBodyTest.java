package org.conversationsessions.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedClosingBodyTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00.123Z");

  @Test
  void aClosingIsReadBackTheSame() {
    for (String user : List.of("ada", "a#b", "\u0000\"\\\uFFFE\uFFFF\uFFFD😀é")) {
      ScriptedClosing closing = new ScriptedClosing(session(user), "a('\uFFFE');\n\u0001\t\"");
      assertThat(ScriptedClosingBody.read(ScriptedClosingBody.write(closing))).isEqualTo(closing);
    }
  }

  @Test
  void aBodyContainsOnlyCharactersThatSqsAllows() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      if (!Character.isSurrogate(c)) {
        all.append(c);
      }
    }
    String body = ScriptedClosingBody.write(new ScriptedClosing(session("u"), all + "\uFFFF😀"));
    assertThat(body.codePoints())
        .allMatch(
            c ->
                c == 9
                    || c == 10
                    || c == 13
                    || (c >= 0x20 && c <= 0xD7FF)
                    || (c >= 0xE000 && c <= 0xFFFD)
                    || c >= 0x10000);
    assertThat(ScriptedClosingBody.read(body).script()).isEqualTo(all + "\uFFFF😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"script\":1,\"session\":{}}",
        "{\"script\":\"\"}",
        "{\"script\":\"\",\"session\":{}}",
        "{\"script\":\"\",\"session\":{\"owner\":{\"S\":\"secret\"}}}",
        "{\"script\":\"\",\"session\":{\"owner\":{\"B\":\"!\"}}}",
        "{\"script\":\"\",\"session\":{\"owner\":\"secret\"}}"
      })
  void aBodyThatIsNotAClosingIsRejectedWithoutItsContent(String body) {
    assertThatExceptionOfType(UnreadableItemException.class)
        .isThrownBy(() -> ScriptedClosingBody.read(body))
        .withMessageStartingWith("the message")
        .withMessageNotContaining("secret");
  }

  @Test
  void aLiveSessionIsNotAClosing() {
    String body = ScriptedClosingBody.write(new ScriptedClosing(session("u"), ""));
    String live = body.replace("\"closeReason\"", "\"noReason\"");
    assertThatExceptionOfType(UnreadableItemException.class)
        .isThrownBy(() -> ScriptedClosingBody.read(live));
  }

  private static Session session(String user) {
    return new Session(
        SessionId.of(TEN, 1),
        new ConversationKey(new BotId("st-1"), user, "rtm"),
        TEN.plusSeconds(9),
        List.of("en", "de"),
        SessionType.INTERACTIVE,
        ContainmentType.AGENT,
        Optional.of(new AgentTransfer(TEN.plusSeconds(5), true)),
        true,
        new Tags(List.of(new Tag("plan", "gold", TEN)), List.of(new Tag("a", "b", TEN))),
        7,
        2,
        Optional.of(new Closing(CloseReason.INACTIVITY, TEN.plusSeconds(60), "en", 4, 3)));
  }
}
