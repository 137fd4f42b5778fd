package org.conversationsessions.store.registry;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.store.client.Attributes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the registry table: a bot with its lifecycle settings. The key {@code id} is the bot's
 * identifier. Every event reads the item, so it stays far below 4 KB, one read unit. The settings
 * that only a closing needs are {@link ClosureSettingsItem}s.
 *
 * <p>The index {@code byKind} has the partition key {@code kind} ({@code account}, {@code bot} or
 * {@code app}) and the sort key {@code owner}, {@code <account>#<id>}, such as {@code acme#st-1}.
 * So all bots of an account are one query.
 */
public final class BotItem {
  public static final String ID = "id";
  public static final String BY_KIND = "byKind";
  public static final String KIND = "kind";
  public static final String KIND_BOT = "bot";
  public static final String OWNER = "owner";
  public static final String ACCOUNT = "account";
  public static final String SETTINGS_VERSION = "settingsVersion";

  /** Stored name of an earlier version; kept. */
  public static final String SHARDING = "spread";

  /** When the bot was removed. Absent on a registered bot. */
  static final String REMOVED_AT = "removedAt";

  private static final String PROACTIVE = "proactivelyClose";
  private static final String INACTIVITY = "inactivityMinutes";
  private static final String LANGUAGE = "defaultLanguage";
  private static final String CLEAR_PROFILES = "clearAuthProfiles";

  private BotItem() {}

  /** Returns the item of a bot with the default settings. */
  public static Map<String, AttributeValue> of(BotId bot, String account) {
    return new Attributes()
        .put(ID, bot.value())
        .put(KIND, KIND_BOT)
        .put(OWNER, owner(account, bot.value()))
        .put(ACCOUNT, account)
        .item();
  }

  /** Returns whether an item is a registered bot, not a removed one. */
  public static boolean isRegistered(Map<String, AttributeValue> stored) {
    Attributes item = new Attributes(stored);
    return item.findText(KIND).equals(Optional.of(KIND_BOT)) && !item.has(REMOVED_AT);
  }

  /** Reads a stored bot, registered or removed. */
  public static Bot read(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored bot",
        stored,
        item ->
            new Bot(
                new BotId(item.text(ID)), item.text(ACCOUNT), settings(stored), sharding(item)));
  }

  /** Returns a bot's sharding, which is stored as texts such as {@code 2026-12-01=8}. */
  public static Sharding sharding(Map<String, AttributeValue> stored) {
    return Attributes.read("a stored bot", stored, BotItem::sharding);
  }

  private static Sharding sharding(Attributes item) {
    Map<LocalDate, Integer> shardsByFirstDay = new HashMap<>();
    for (String entry : item.texts(SHARDING)) {
      int equals = entry.indexOf('=');
      shardsByFirstDay.put(
          LocalDate.parse(entry.substring(0, equals)),
          Integer.valueOf(entry.substring(equals + 1)));
    }
    return new Sharding(shardsByFirstDay);
  }

  /** Returns the stored form of a sharding. */
  public static AttributeValue sharding(Sharding sharding) {
    return AttributeValue.fromL(
        new TreeMap<>(sharding.shardsByFirstDay())
            .entrySet().stream().map(e -> Attributes.s(e.getKey() + "=" + e.getValue())).toList());
  }

  static BotSettings settings(Map<String, AttributeValue> stored) {
    return Attributes.read("a stored bot", stored, BotItem::settings);
  }

  private static BotSettings settings(Attributes item) {
    return item.has(SETTINGS_VERSION)
        ? new BotSettings(
            item.flag(PROACTIVE),
            Duration.ofMinutes(item.number(INACTIVITY)),
            item.text(LANGUAGE),
            item.flag(CLEAR_PROFILES),
            item.number(SETTINGS_VERSION))
        : BotSettings.DEFAULT;
  }

  /** Returns the values of {@link #UPDATE}, which writes the next version of the settings. */
  public static Map<String, AttributeValue> updateValues(BotSettings settings) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":proactive", AttributeValue.fromBool(settings.proactivelyClose()));
    values.put(":inactivity", Attributes.n(settings.inactivity().toMinutes()));
    values.put(":clearAuth", AttributeValue.fromBool(settings.clearAuthProfiles()));
    values.put(":language", Attributes.s(settings.defaultLanguage()));
    values.put(":next", Attributes.n(settings.version() + 1));
    return values;
  }

  static final String UPDATE =
      "SET "
          + PROACTIVE
          + " = :proactive, "
          + INACTIVITY
          + " = :inactivity, "
          + LANGUAGE
          + " = :language, "
          + CLEAR_PROFILES
          + " = :clearAuth, "
          + SETTINGS_VERSION
          + " = :next";

  /** Returns the sort key in {@link #BY_KIND}. An account's name has no {@code #}. */
  public static String owner(String account, String id) {
    return account + "#" + id;
  }
}
