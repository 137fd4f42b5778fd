package org.conversationsessions.application.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.domain.settings.BotSettings;
import org.junit.jupiter.api.Test;

class InMemoryRegistryTest extends RegistryPortTests {
  private final InMemoryRegistry registry = new InMemoryRegistry();

  @Override
  protected Registry registry() {
    return registry;
  }

  @Override
  protected void register(Bot bot) {
    registry.put(bot);
  }

  @Override
  protected void register(App app) {
    registry.put(app);
  }

  @Override
  protected void remove(BotId bot) {
    registry.removeBot(bot);
  }

  @Test
  void findsWhatWasPutAndNothingElse() {
    App app = app("cs-1", AppKind.ADMIN);
    registry.put(app).put(bot("st-1", "a"));

    assertThat(registry.app("cs-1")).contains(app);
    assertThat(registry.app("cs-2")).isEmpty();
    assertThat(registry.app("")).isEmpty();
    assertThat(registry.bot("st-1")).contains(bot("st-1", "a"));
    assertThat(registry.bot("cs-1")).isEmpty();
  }

  @Test
  void putsInPlaceOfTheSameIdentifier() {
    registry.put(app("cs-1", AppKind.ADMIN)).put(app("cs-1", AppKind.BUILDER));
    registry.put(bot("st-1", "a")).put(bot("st-1", "b"));

    assertThat(registry.app("cs-1")).get().extracting(App::kind).isEqualTo(AppKind.BUILDER);
    assertThat(registry.bots(unreadable -> {})).containsExactly(bot("st-1", "b"));
  }

  @Test
  void forgetsWhatWasRemoved() {
    registry.put(app("cs-1", AppKind.ADMIN));

    registry.removeApp("cs-1");
    registry.removeApp("cs-1");

    assertThat(registry.app("cs-1")).isEmpty();
  }

  @Test
  void listsBotsInTheOrderOfTheirIdentifiers() {
    registry.put(bot("st-3", "a")).put(bot("st-1", "a")).put(bot("st-2", "b"));

    assertThat(registry.botsOf("a")).containsExactly(bot("st-1", "a"), bot("st-3", "a"));
    assertThat(registry.botsOf("c")).isEmpty();
    assertThat(registry.bots(unreadable -> {}))
        .extracting(bot -> bot.id().value())
        .isSorted()
        .hasSize(3);
  }

  private static Bot bot(String id, String account) {
    return new Bot(new BotId(id), account, BotSettings.DEFAULT);
  }

  private static App app(String id, AppKind kind) {
    return new App(
        id,
        "a",
        kind,
        Set.of(),
        Set.of(Scope.READ),
        List.of(new SigningKey.Secret("0123456789abcdef0123456789abcdef")));
  }
}
