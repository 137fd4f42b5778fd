package org.conversationsessions.store.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.store.client.Attributes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the registry table: a bot's closure settings, which are needed only after a session has
 * closed. Messages and a script, up to some 70 KB. There is an item for each version, which is
 * never changed. The key {@code id} is {@code <bot>#closing#<version>}, such as {@code
 * st-1#closing#3}.
 */
public final class ClosureSettingsItem {
  private static final String BEHAVIOR_MESSAGE = "sendsMessage";
  private static final String MESSAGES = "messages";
  private static final String EXCLUDED = "excludedChannels";

  /** Absent on items from before there were nudges. */
  private static final String NUDGES = "nudgeMessages";

  private static final String SCRIPT = "customScript";

  private ClosureSettingsItem() {}

  static Map<String, AttributeValue> key(BotId bot, long version) {
    return Map.of(BotItem.ID, Attributes.s(bot + "#closing#" + version));
  }

  /** Returns the item of a version. */
  public static Map<String, AttributeValue> of(BotId bot, long version, ClosureSettings settings) {
    Attributes item = new Attributes();
    item.item().putAll(key(bot, version));
    return item.put(BEHAVIOR_MESSAGE, settings.behavior() == ClosureBehavior.MESSAGE)
        .putTexts(MESSAGES, settings.messages())
        .putTexts(EXCLUDED, List.copyOf(settings.excludedChannels()))
        .putTexts(NUDGES, settings.nudgeMessages())
        .put(SCRIPT, settings.customScript())
        .item();
  }

  /** Reads stored settings. */
  public static ClosureSettings read(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "the stored settings of a closing",
        stored,
        item ->
            new ClosureSettings(
                item.flag(BEHAVIOR_MESSAGE) ? ClosureBehavior.MESSAGE : ClosureBehavior.SILENT,
                item.texts(MESSAGES),
                Set.copyOf(item.texts(EXCLUDED)),
                item.has(NUDGES) ? item.texts(NUDGES) : ClosureSettings.DEFAULT.nudgeMessages(),
                item.findText(SCRIPT)));
  }
}
