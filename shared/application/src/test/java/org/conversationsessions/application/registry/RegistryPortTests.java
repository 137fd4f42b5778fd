package org.conversationsessions.application.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every implementation of {@link Registry}. */
public abstract class RegistryPortTests {
  private static final String SECRET = "a secret of at least 32 characters";

  private final String account = "acc-" + UUID.randomUUID();
  private final String other = "acc-" + UUID.randomUUID();

  /** Returns the registry under test. */
  protected abstract Registry registry();

  /** Registers a bot. */
  protected abstract void register(Bot bot);

  /** Registers an app. */
  protected abstract void register(App app);

  /** Removes a bot. */
  protected abstract void remove(BotId bot);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "cs-nobody",
        "st-nobody",
        "st-a#closing",
        "account#x",
        "\u0000",
        "\ud800",
        "'",
        "\ud83d\ude00"
      })
  void anyTextIsAllowedAndFindsNothing(String id) {
    assertThat(registry().app(id)).isEmpty();
    assertThat(registry().bot(id)).isEmpty();
    if (id.length() < 100) {
      assertThat(registry().botsOf(id)).isEmpty();
    }
  }

  @Test
  void veryLongTextIsAllowed() {
    anyTextIsAllowedAndFindsNothing("cs-" + "x".repeat(100_000));
    anyTextIsAllowedAndFindsNothing("st-" + "x".repeat(100_000));
  }

  @Test
  void everyPartOfABotIsReadAsRegistered() {
    Bot plain = bot(account, BotSettings.OF_NEW_BOT);
    Bot changed =
        bot(
            account,
            new BotSettings(false, Duration.ofMinutes(7), "fr", true, 1)
                .withMessages(new MessageSettings(false, 30, PiiRedaction.OFF)));
    register(plain);
    register(changed);

    assertThat(registry().bot(plain.id().value())).contains(plain);
    assertThat(registry().bot(changed.id().value())).contains(changed);
    assertThat(registry().app(plain.id().value())).as("a bot is not an app").isEmpty();
  }

  @Test
  void everyPartOfAnAppIsReadAsRegistered() {
    App builder =
        new App(
            "cs-" + UUID.randomUUID(),
            account,
            AppKind.BUILDER,
            Set.of(new BotId("st-1"), new BotId("st-2")),
            Set.of(Scope.READ, Scope.WRITE),
            List.of(
                new SigningKey.Secret(SECRET),
                new SigningKey.Secret("\u00e9\ud83d\ude00" + SECRET)));
    App admin =
        new App(
            "cs-" + UUID.randomUUID(),
            account,
            AppKind.ADMIN,
            Set.of(),
            Set.of(),
            List.of(new SigningKey.PublicKey("{\"kty\":\"EC\"}")));
    register(builder);
    register(admin);

    assertThat(registry().app(builder.appId())).contains(builder);
    assertThat(registry().app(admin.appId())).contains(admin);
    assertThat(registry().bot(builder.appId())).as("an app is not a bot").isEmpty();
  }

  @Test
  void anAccountsBotsAreItsOwnInTheOrderOfTheirIdentifiers() {
    List<Bot> own = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      own.add(bot(account, BotSettings.OF_NEW_BOT));
    }
    own.forEach(this::register);
    Bot elsewhere = bot(other, BotSettings.OF_NEW_BOT);
    register(elsewhere);
    register(bot(account + "x", BotSettings.OF_NEW_BOT));

    own.sort((a, b) -> a.id().value().compareTo(b.id().value()));
    assertThat(registry().botsOf(account)).containsExactlyElementsOf(own);
    assertThat(registry().botsOf(other)).containsExactly(elsewhere);
    assertThat(registry().botsOf("nobody's")).isEmpty();
    assertThat(registry().bots(unreadable -> {})).containsAll(own).contains(elsewhere);
  }

  @Test
  void aRemovedBotIsFoundByTheSweepAlone() {
    Bot kept = bot(account, BotSettings.OF_NEW_BOT);
    Bot gone = bot(account, new BotSettings(false, Duration.ofMinutes(7), "fr", true, 1));
    register(kept);
    register(gone);

    remove(gone.id());

    assertThat(registry().bot(gone.id().value())).isEmpty();
    assertThat(registry().botsOf(account)).containsExactly(kept);
    assertThat(registry().bots(unreadable -> {})).contains(kept).doesNotContain(gone);
    Bot swept =
        new Bot(gone.id(), account, new BotSettings(true, Duration.ofMinutes(7), "fr", true, 1));
    assertThat(registry().botsWithRemoved(unreadable -> {}))
        .contains(kept, swept)
        .doesNotContain(gone);
  }

  private static Bot bot(String account, BotSettings settings) {
    return new Bot(new BotId("st-" + UUID.randomUUID()), account, settings);
  }
}
