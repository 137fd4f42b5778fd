package org.conversationsessions.store.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.store.client.Attributes;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Bots of earlier versions; the rest is in the suites of the ports. */
class BotItemTest {
  private static final BotId BOT = new BotId("st-1");
  private static final BotSettings CHANGED =
      new BotSettings(false, Duration.ofMinutes(7), "fr", true, 3);

  @Test
  void aBotOfAnEarlierVersionKeepsNoMessages() {
    assertThat(BotItem.read(earlier()).settings()).isEqualTo(BotSettings.DEFAULT);
    assertThat(BotItem.read(changed(earlier())).settings()).isEqualTo(CHANGED);
    assertThat(BotItem.ofRegistration(earlier())).isEqualTo(MessageSettings.NONE);
    assertThat(BotItem.ofRegistration(changed(earlier()))).isEqualTo(MessageSettings.NONE);
  }

  @Test
  void aNewBotKeepsMessagesEvenIfAnEarlierVersionChangesItsSettings() {
    Map<String, AttributeValue> item = BotItem.of(BOT, "acme");

    assertThat(BotItem.read(item).settings()).isEqualTo(BotSettings.OF_NEW_BOT);
    assertThat(BotItem.ofRegistration(item)).isEqualTo(MessageSettings.OF_NEW_BOT);
    assertThat(BotItem.read(changed(item)).settings())
        .isEqualTo(CHANGED.withMessages(MessageSettings.OF_NEW_BOT));
  }

  /** Returns the item as the version before messages wrote it. */
  private static Map<String, AttributeValue> earlier() {
    return new Attributes()
        .put("id", BOT.value())
        .put("kind", "bot")
        .put("owner", "acme#st-1")
        .put("account", "acme")
        .item();
  }

  /** Returns the item as the version before messages wrote changed settings into it. */
  private static Map<String, AttributeValue> changed(Map<String, AttributeValue> item) {
    return new Attributes(new HashMap<>(item))
        .put("proactivelyClose", CHANGED.proactivelyClose())
        .put("inactivityMinutes", CHANGED.inactivity().toMinutes())
        .put("defaultLanguage", CHANGED.defaultLanguage())
        .put("clearAuthProfiles", CHANGED.clearAuthProfiles())
        .put("settingsVersion", CHANGED.version())
        .item();
  }
}
