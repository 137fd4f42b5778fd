package org.conversationsessions.store.registry;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.NudgeSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.store.client.Attributes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the registry table: a bot with its lifecycle settings. The key {@code id} is the bot's
 * identifier. Every event reads the item, so it stays far below 4 KB, one read unit, unless the bot
 * has many long patterns for personal data or channels with an inactivity of their own. The
 * settings that only a closing needs are {@link ClosureSettingsItem}s.
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

  /** What people call the bot. Absent without a name. {@code name} is a reserved word. */
  public static final String NAME = "botName";

  /** When the bot was removed. Absent on a registered bot. */
  static final String REMOVED_AT = "removedAt";

  private static final String PROACTIVE = "proactivelyClose";
  private static final String INACTIVITY = "inactivityMinutes";

  /** {@link ChannelInactivityTexts}. Absent until the settings were changed. */
  private static final String CHANNEL_INACTIVITY = "channelInactivity";

  /** Minutes; 0 or absent: no nudges. */
  private static final String NUDGE_AFTER = "nudgeAfterMinutes";

  private static final String NUDGE_EXCLUDED = "nudgeExcludedChannels";
  private static final String LANGUAGE = "defaultLanguage";
  private static final String CLEAR_PROFILES = "clearAuthProfiles";

  /** True on a bot that was registered to keep messages. Absent on bots from before. */
  private static final String REGISTERED_KEEPING = "keeps";

  /** Absent until the settings were changed. */
  private static final String KEEP_MESSAGES = "keepMessages";

  private static final String MESSAGE_RETENTION = "messageRetentionDays";
  private static final String REDACTS = "redactsPii";

  /** The patterns, as {@link PiiPatternTexts}. Absent while they are the system's. */
  private static final String PII_PATTERNS = "piiPatterns";

  private BotItem() {}

  /** Returns the item of a new bot, {@link BotSettings#OF_NEW_BOT}. */
  public static Map<String, AttributeValue> of(BotId bot, String account) {
    return new Attributes()
        .put(ID, bot.value())
        .put(KIND, KIND_BOT)
        .put(OWNER, owner(account, bot.value()))
        .put(ACCOUNT, account)
        .put(REGISTERED_KEEPING, true)
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
                new BotId(item.text(ID)),
                item.text(ACCOUNT),
                settings(stored),
                sharding(item),
                item.findText(NAME)));
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
    BotSettings lifecycle =
        item.has(SETTINGS_VERSION)
            ? new BotSettings(
                    item.flag(PROACTIVE),
                    Duration.ofMinutes(item.number(INACTIVITY)),
                    item.text(LANGUAGE),
                    item.flag(CLEAR_PROFILES),
                    item.number(SETTINGS_VERSION))
                .withChannelInactivity(ChannelInactivityTexts.read(item.texts(CHANNEL_INACTIVITY)))
            : BotSettings.DEFAULT;
    return lifecycle.withMessages(messages(item)).withNudge(nudge(item));
  }

  private static NudgeSettings nudge(Attributes item) {
    return new NudgeSettings(
        Optional.of(item.number(NUDGE_AFTER)).filter(after -> after > 0).map(Duration::ofMinutes),
        item.has(NUDGE_EXCLUDED)
            ? Set.copyOf(item.texts(NUDGE_EXCLUDED))
            : NudgeSettings.DEFAULT.excludedChannels());
  }

  private static MessageSettings messages(Attributes item) {
    return new MessageSettings(
        item.flag(item.has(KEEP_MESSAGES) ? KEEP_MESSAGES : REGISTERED_KEEPING),
        item.count(MESSAGE_RETENTION),
        new PiiRedaction(
            item.flag(REDACTS),
            item.has(PII_PATTERNS)
                ? PiiPatternTexts.read(item.texts(PII_PATTERNS))
                : PiiRedaction.SYSTEM_PATTERNS));
  }

  /** Returns the settings for messages with which a stored bot was registered. */
  static MessageSettings ofRegistration(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored bot",
        stored,
        item -> item.flag(REGISTERED_KEEPING) ? MessageSettings.OF_NEW_BOT : MessageSettings.NONE);
  }

  /** Returns the expression that writes the next version of the settings. */
  static String updateExpression(BotSettings settings) {
    return UPDATE
        + (hasSystemPatterns(settings)
            ? " REMOVE " + PII_PATTERNS
            : ", " + PII_PATTERNS + " = :patterns");
  }

  /** Returns the values of {@link #updateExpression}. */
  public static Map<String, AttributeValue> updateValues(BotSettings settings) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":proactive", AttributeValue.fromBool(settings.proactivelyClose()));
    values.put(":inactivity", Attributes.n(settings.inactivity().toMinutes()));
    values.put(
        ":channels",
        AttributeValue.fromL(
            ChannelInactivityTexts.of(settings.channelInactivity()).stream()
                .map(Attributes::s)
                .toList()));
    values.put(
        ":nudgeAfter", Attributes.n(settings.nudge().after().map(Duration::toMinutes).orElse(0L)));
    values.put(
        ":nudgeExcluded",
        AttributeValue.fromL(
            settings.nudge().excludedChannels().stream().sorted().map(Attributes::s).toList()));
    values.put(":clearAuth", AttributeValue.fromBool(settings.clearAuthProfiles()));
    values.put(":language", Attributes.s(settings.defaultLanguage()));
    values.put(":next", Attributes.n(settings.version() + 1));
    MessageSettings messages = settings.messages();
    values.put(":keep", AttributeValue.fromBool(messages.keep()));
    values.put(":retention", Attributes.n(messages.retentionDays()));
    values.put(":redacts", AttributeValue.fromBool(messages.piiRedaction().enabled()));
    if (!hasSystemPatterns(settings)) {
      List<PiiPattern> patterns = messages.piiRedaction().patterns();
      values.put(
          ":patterns",
          AttributeValue.fromL(PiiPatternTexts.of(patterns).stream().map(Attributes::s).toList()));
    }
    return values;
  }

  private static boolean hasSystemPatterns(BotSettings settings) {
    return settings.messages().piiRedaction().patterns().equals(PiiRedaction.SYSTEM_PATTERNS);
  }

  private static final String UPDATE =
      "SET "
          + PROACTIVE
          + " = :proactive, "
          + INACTIVITY
          + " = :inactivity, "
          + CHANNEL_INACTIVITY
          + " = :channels, "
          + NUDGE_AFTER
          + " = :nudgeAfter, "
          + NUDGE_EXCLUDED
          + " = :nudgeExcluded, "
          + LANGUAGE
          + " = :language, "
          + CLEAR_PROFILES
          + " = :clearAuth, "
          + KEEP_MESSAGES
          + " = :keep, "
          + MESSAGE_RETENTION
          + " = :retention, "
          + REDACTS
          + " = :redacts, "
          + SETTINGS_VERSION
          + " = :next";

  /** Returns the sort key in {@link #BY_KIND}. An account's name has no {@code #}. */
  public static String owner(String account, String id) {
    return account + "#" + id;
  }
}
