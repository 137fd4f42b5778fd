package org.conversationsessions.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Test;

/** What bots' settings and the deployment's let a bot keep (contract, section 9). */
class MessagePoliciesTest {
  @Test
  void aBotKeepsMessagesIfItsSettingsAndTheDeploymentSaySo() {
    assertThat(policy(settings(true, 0), config(90, true)).keep()).isTrue();
    assertThat(policy(settings(false, 0), config(90, true))).isEqualTo(MessagePolicy.NONE);
    assertThat(policy(settings(true, 0), config(90, false))).isEqualTo(MessagePolicy.NONE);
  }

  @Test
  void theRetentionIsTheShorterOfBoth() {
    assertThat(policy(settings(true, 0), config(90, true)).retention())
        .contains(Duration.ofDays(90));
    assertThat(policy(settings(true, 30), config(90, true)).retention())
        .contains(Duration.ofDays(30));
    assertThat(policy(settings(true, 365), config(90, true)).retention())
        .contains(Duration.ofDays(90));
    assertThat(policy(settings(true, 30), config(0, true)).retention())
        .contains(Duration.ofDays(30));
    assertThat(policy(settings(true, 0), config(0, true)).retention()).isEmpty();
  }

  @Test
  void theBotsPatternsAreReplacedAndItsLanguageIsTheDefault() {
    MessagePolicy policy = policy(redacting("[0-9]+"), config(90, true));

    assertThat(policy.redaction().apply("call 12345")).isEqualTo("call ***");
    assertThat(policy.defaultLanguage()).isEqualTo("pt");
  }

  @Test
  void aPatternThatDoesNotCompileLetsNoTextThroughUnlessNoneIsKept() {
    assertThatExceptionOfType(UnreadableItemException.class)
        .isThrownBy(() -> policy(redacting("(?=a)"), config(90, true)));
    assertThat(policy(redacting("(?=a)"), config(90, false))).isEqualTo(MessagePolicy.NONE);
  }

  private static MessagePolicy policy(MessageSettings messages, ServiceConfig config) {
    BotSettings settings =
        new BotSettings(true, Duration.ofMinutes(15), "pt").withMessages(messages);
    return new MessagePolicies(config, new RedactorCache(Randoms.fixed(1)))
        .of(new Bot(new BotId("st-1"), "account", settings));
  }

  private static MessageSettings settings(boolean keep, int retentionDays) {
    return new MessageSettings(keep, retentionDays, PiiRedaction.OFF);
  }

  private static MessageSettings redacting(String regex) {
    PiiPattern pattern =
        new PiiPattern("digits", regex, false, true, new Display.Replacement("***"));
    return new MessageSettings(true, 0, new PiiRedaction(true, List.of(pattern)));
  }

  private static ServiceConfig config(int retentionDays, boolean keepMessages) {
    return new ServiceConfig(
        Duration.ofDays(retentionDays),
        Duration.ofDays(7),
        Duration.ofMinutes(5),
        Duration.ofDays(14),
        0,
        0,
        false,
        1,
        Duration.ofSeconds(30),
        keepMessages);
  }
}
