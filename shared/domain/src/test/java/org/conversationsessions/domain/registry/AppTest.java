package org.conversationsessions.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.junit.jupiter.api.Test;

/** Apps and bots as the registry keeps them (contract, sections 1 and 2). */
class AppTest {
  private static final SigningKey KEY = new SigningKey.Secret("a secret of 32 bytes and more ...");

  @Test
  void anAppHasOneKeyOrTwo() {
    assertThat(app(KEY).keys()).containsExactly(KEY);
    assertThat(app(KEY, KEY).keys()).hasSize(2);
    assertThatIllegalArgumentException().isThrownBy(() -> app());
    assertThatIllegalArgumentException().isThrownBy(() -> app(KEY, KEY, KEY));
  }

  @Test
  void aSecretIsNotPrinted() {
    assertThat(app(KEY).toString()).contains("cs-1", "Secret[…]").doesNotContain("32 bytes");
  }

  @Test
  void aRemovedBotClosesProactivelyAndKeepsTheRest() {
    Sharding sharding = Sharding.ONE.with(LocalDate.parse("2026-12-01"), 4);
    BotId id = new BotId("st-1");
    ChannelInactivity channels = new ChannelInactivity(Map.of("web", Duration.ofMinutes(30)));
    Bot bot =
        new Bot(
            id,
            "acme",
            new BotSettings(false, Duration.ofMinutes(20), "de", true, 7)
                .withChannelInactivity(channels)
                .withDebugLogs(true),
            sharding);

    assertThat(bot.removed())
        .isEqualTo(
            new Bot(
                id,
                "acme",
                new BotSettings(true, Duration.ofMinutes(20), "de", true, 7)
                    .withChannelInactivity(channels)
                    .withDebugLogs(true),
                sharding));
  }

  @Test
  void kindsAndScopesHaveTheNamesThatAreStored() {
    assertThat(AppKind.values()).extracting(AppKind::wire).containsExactly("builder", "admin");
    assertThat(Scope.values())
        .extracting(Scope::wire)
        .containsExactly(
            "bot_sessions:read",
            "bot_sessions:write",
            "chat_history:read",
            "delete:delete_user_data",
            "delete_conversations:delete",
            "get_metrics:get_metrics",
            "billing_sessions:read",
            "bot_definition:bot_import",
            "debug_logs:read",
            "role_management:role_management",
            "bot_publish:publish_request",
            "bot_publish:publish_status");
  }

  private static App app(SigningKey... keys) {
    return new App("cs-1", "acme", AppKind.ADMIN, Set.of(), Set.of(), Arrays.asList(keys));
  }
}
