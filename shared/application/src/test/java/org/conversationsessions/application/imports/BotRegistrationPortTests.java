package org.conversationsessions.application.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.junit.jupiter.api.Test;

/** The promises of {@link BotRegistration}, for every implementation (contract, section 19). */
public abstract class BotRegistrationPortTests {
  private static final ClosureSettings CLOSURE =
      new ClosureSettings(
          ClosureBehavior.MESSAGE, List.of("Bye"), Set.of("sms"), Optional.of("var a;"));
  private static final MessageSettings MESSAGES =
      new MessageSettings(
          false,
          3,
          new PiiRedaction(
              true, List.of(new PiiPattern("A", "a", true, true, new Display.Redaction()))));

  private final BotId id = new BotId("st-" + UUID.randomUUID());
  private final String account = "acme-" + UUID.randomUUID();

  /** Returns the port under test. */
  protected abstract BotRegistration registration();

  /** Returns the registry in which it registers. */
  protected abstract Registry registry();

  /** Returns the settings of the bots that it registers. */
  protected abstract SettingsStore settings();

  @Test
  void aBotIsThereWithItsNameAndAllSettings() {
    Bot bot = bot(Optional.of("Travel"), settings(Duration.ofMinutes(20)));
    registration().register(bot, CLOSURE);

    assertThat(registry().bot(id.value())).contains(bot);
    assertThat(registry().botsOf(account)).containsExactly(bot);
    assertThat(settings().read(id))
        .contains(new ManagedSettings(bot.settings(), CLOSURE, MessageSettings.OF_NEW_BOT));
    assertThat(settings().closure(id, 1)).isEqualTo(CLOSURE);
  }

  @Test
  void itsSettingsCanBeChangedAsThoseOfEveryBot() {
    registration().register(bot(Optional.empty(), settings(Duration.ofMinutes(20))), CLOSURE);
    ManagedSettings read = settings().read(id).orElseThrow();

    assertThat(settings().write(id, read)).contains(read.withVersion(2));
    assertThat(registry().bot(id.value()).orElseThrow().name()).isEmpty();
  }

  @Test
  void aBotThatIsThereStaysAsItIs() {
    Bot bot = bot(Optional.of("Travel"), settings(Duration.ofMinutes(20)));
    registration().register(bot, CLOSURE);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                registration()
                    .register(
                        bot(Optional.of("Other"), settings(Duration.ofMinutes(30))),
                        ClosureSettings.DEFAULT));

    assertThat(registry().bot(id.value())).contains(bot);
    assertThat(settings().closure(id, 1)).isEqualTo(CLOSURE);
  }

  private Bot bot(Optional<String> name, BotSettings settings) {
    return new Bot(id, account, settings, Sharding.ONE, name);
  }

  private static BotSettings settings(Duration inactivity) {
    return new BotSettings(false, inactivity, "de", true, 1).withMessages(MESSAGES);
  }
}
