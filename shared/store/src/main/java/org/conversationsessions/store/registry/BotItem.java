package org.conversationsessions.store.registry;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
 * identifier. Every event reads the item, so it should stay below 4 KB, one read unit. Only many
 * long patterns for personal data, or many channels with an inactivity of their own, exceed that.
 * The settings that only a closing needs are {@link ClosureSettingsItem}s.
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

  /** Absent until the settings were changed: then no debug log is kept. */
  private static final String KEEP_DEBUG_LOGS = "keepDebugLogs";

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

  /** Returns the item of a new bot whose settings have been set, with the settings' version. */
  public static Map<String, AttributeValue> of(Bot bot) {
    Map<String, AttributeValue> item = of(bot.id(), bot.account());
    bot.name().ifPresent(name -> item.put(NAME, Attributes.s(name)));
    item.putAll(attributes(bot.settings()));
    return item;
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
    return lifecycle
        .withMessages(messages(item))
        .withNudge(nudge(item))
        .withDebugLogs(item.flag(KEEP_DEBUG_LOGS));
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
    return attributes(settings).keySet().stream()
            .map(name -> name + " = :" + name)
            .collect(Collectors.joining(", ", "SET ", ""))
        + (hasSystemPatterns(settings) ? " REMOVE " + PII_PATTERNS : "");
  }

  /** Returns the values of {@link #updateExpression}. */
  static Map<String, AttributeValue> updateValues(BotSettings settings) {
    Map<String, AttributeValue> values = new HashMap<>();
    attributes(settings.withVersion(settings.version() + 1))
        .forEach((name, value) -> values.put(":" + name, value));
    return values;
  }

  /** Returns the attributes that hold the settings, false and zero ones too. */
  private static Map<String, AttributeValue> attributes(BotSettings settings) {
    Map<String, AttributeValue> attributes = new TreeMap<>();
    attributes.put(PROACTIVE, AttributeValue.fromBool(settings.proactivelyClose()));
    attributes.put(INACTIVITY, Attributes.n(settings.inactivity().toMinutes()));
    attributes.put(
        CHANNEL_INACTIVITY, list(ChannelInactivityTexts.of(settings.channelInactivity())));
    NudgeSettings nudge = settings.nudge();
    attributes.put(NUDGE_AFTER, Attributes.n(nudge.after().map(Duration::toMinutes).orElse(0L)));
    attributes.put(NUDGE_EXCLUDED, list(nudge.excludedChannels().stream().sorted().toList()));
    attributes.put(CLEAR_PROFILES, AttributeValue.fromBool(settings.clearAuthProfiles()));
    attributes.put(LANGUAGE, Attributes.s(settings.defaultLanguage()));
    attributes.put(SETTINGS_VERSION, Attributes.n(settings.version()));
    MessageSettings messages = settings.messages();
    attributes.put(KEEP_MESSAGES, AttributeValue.fromBool(messages.keep()));
    attributes.put(MESSAGE_RETENTION, Attributes.n(messages.retentionDays()));
    attributes.put(KEEP_DEBUG_LOGS, AttributeValue.fromBool(settings.keepDebugLogs()));
    attributes.put(REDACTS, AttributeValue.fromBool(messages.piiRedaction().enabled()));
    if (!hasSystemPatterns(settings)) {
      List<PiiPattern> patterns = messages.piiRedaction().patterns();
      attributes.put(PII_PATTERNS, list(PiiPatternTexts.of(patterns)));
    }
    return attributes;
  }

  private static AttributeValue list(List<String> texts) {
    return AttributeValue.fromL(texts.stream().map(Attributes::s).toList());
  }

  private static boolean hasSystemPatterns(BotSettings settings) {
    return settings.messages().piiRedaction().patterns().equals(PiiRedaction.SYSTEM_PATTERNS);
  }

  /** Returns the sort key in {@link #BY_KIND}. An account's name has no {@code #}. */
  public static String owner(String account, String id) {
    return account + "#" + id;
  }
}
