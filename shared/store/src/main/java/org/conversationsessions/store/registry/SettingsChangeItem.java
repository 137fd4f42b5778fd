package org.conversationsessions.store.registry;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.MessageChange;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.domain.settings.SettingsDraft;
import org.conversationsessions.store.client.Attributes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the registry table: a change of a bot's settings, up to some 120 KB. The key {@code id}
 * is {@code <bot>#draft} for the bot's draft and {@code <bot>#version#<number>} for the change that
 * restores a published version, which is never changed. A field that is kept has no attribute, one
 * that is dropped has the value null.
 */
public final class SettingsChangeItem {
  /** How often the draft was written. Absent on a published version. */
  static final String REVISION = "revision";

  private static final String PROACTIVE = "proactivelyClose";
  private static final String INACTIVITY = "inactivityMinutes";
  private static final String CHANNEL_INACTIVITY = "channelInactivity";
  private static final String LANGUAGE = "defaultLanguage";
  private static final String CLEAR_PROFILES = "clearAuthProfiles";
  private static final String BEHAVIOR = "closureBehavior";
  private static final String MESSAGES = "messages";
  private static final String EXCLUDED = "excludedChannels";
  private static final String SCRIPT = "customScript";
  private static final String NUDGE_AFTER = "nudgeAfterMinutes";
  private static final String NUDGE_MESSAGES = "nudgeMessages";
  private static final String NUDGE_EXCLUDED = "nudgeExcludedChannels";
  private static final String KEEP_MESSAGES = "keepMessages";
  private static final String MESSAGE_RETENTION = "messageRetentionDays";
  private static final String REDACTS = "redactsPii";
  private static final String PII_PATTERNS = "piiPatterns";
  private static final String KEEP_DEBUG_LOGS = "keepDebugLogs";

  private SettingsChangeItem() {}

  static Map<String, AttributeValue> draftKey(BotId bot) {
    return Map.of(BotItem.ID, Attributes.s(bot + "#draft"));
  }

  static Map<String, AttributeValue> versionKey(BotId bot, long number) {
    return Map.of(BotItem.ID, Attributes.s(bot + "#version#" + number));
  }

  /** Returns the item of a draft. */
  public static Map<String, AttributeValue> ofDraft(BotId bot, SettingsDraft draft) {
    Map<String, AttributeValue> item = of(draftKey(bot), draft.change());
    item.put(REVISION, Attributes.n(draft.revision()));
    return item;
  }

  /** Returns the item of a published version. */
  public static Map<String, AttributeValue> ofVersion(
      BotId bot, long number, SettingsChange change) {
    return of(versionKey(bot, number), change);
  }

  /** Reads a stored draft. */
  public static SettingsDraft readDraft(Map<String, AttributeValue> stored) {
    return new SettingsDraft(new Attributes(stored).number(REVISION), read(stored));
  }

  private static Map<String, AttributeValue> of(
      Map<String, AttributeValue> key, SettingsChange change) {
    Map<String, AttributeValue> item = new HashMap<>(key);
    put(item, PROACTIVE, change.proactivelyClose(), AttributeValue::fromBool);
    put(item, INACTIVITY, change.inactivity(), SettingsChangeItem::minutes);
    put(
        item,
        CHANNEL_INACTIVITY,
        change.channelInactivity(),
        given -> list(ChannelInactivityTexts.of(given)));
    put(item, LANGUAGE, change.defaultLanguage(), Attributes::s);
    put(item, CLEAR_PROFILES, change.clearAuthProfiles(), AttributeValue::fromBool);
    put(item, BEHAVIOR, change.behavior(), behavior -> Attributes.s(behavior.wire()));
    put(item, MESSAGES, change.messages(), SettingsChangeItem::list);
    put(item, EXCLUDED, change.excludedChannels(), channels -> list(List.copyOf(channels)));
    put(item, SCRIPT, change.customScript(), Attributes::s);
    put(item, NUDGE_AFTER, change.nudgeAfter(), SettingsChangeItem::minutes);
    put(item, NUDGE_MESSAGES, change.nudgeMessages(), SettingsChangeItem::list);
    put(
        item,
        NUDGE_EXCLUDED,
        change.nudgeExcludedChannels(),
        channels -> list(List.copyOf(channels)));
    MessageChange messages = change.messageSettings();
    put(item, KEEP_MESSAGES, messages.keep(), AttributeValue::fromBool);
    put(item, MESSAGE_RETENTION, messages.retentionDays(), days -> Attributes.n(days));
    put(item, REDACTS, messages.redact(), AttributeValue::fromBool);
    put(item, PII_PATTERNS, messages.patterns(), given -> list(PiiPatternTexts.of(given)));
    put(item, KEEP_DEBUG_LOGS, change.keepDebugLogs(), AttributeValue::fromBool);
    return item;
  }

  /** Reads a stored change. */
  public static SettingsChange read(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored change of settings",
        stored,
        item ->
            new SettingsChange(
                edit(item, PROACTIVE, Attributes::flag),
                edit(item, INACTIVITY, SettingsChangeItem::minutes),
                edit(
                    item,
                    CHANNEL_INACTIVITY,
                    (from, name) -> ChannelInactivityTexts.read(from.texts(name))),
                edit(item, LANGUAGE, Attributes::text),
                edit(item, CLEAR_PROFILES, Attributes::flag),
                edit(item, BEHAVIOR, (from, name) -> behavior(from.text(name))),
                edit(item, MESSAGES, Attributes::texts),
                edit(item, EXCLUDED, (from, name) -> Set.copyOf(from.texts(name))),
                edit(item, SCRIPT, Attributes::text),
                edit(item, NUDGE_AFTER, SettingsChangeItem::minutes),
                edit(item, NUDGE_MESSAGES, Attributes::texts),
                edit(item, NUDGE_EXCLUDED, (from, name) -> Set.copyOf(from.texts(name))),
                new MessageChange(
                    edit(item, KEEP_MESSAGES, Attributes::flag),
                    edit(item, MESSAGE_RETENTION, Attributes::count),
                    edit(item, REDACTS, Attributes::flag),
                    edit(
                        item,
                        PII_PATTERNS,
                        (from, name) -> PiiPatternTexts.read(from.texts(name)))),
                edit(item, KEEP_DEBUG_LOGS, Attributes::flag)));
  }

  private static <T> void put(
      Map<String, AttributeValue> item,
      String name,
      Edit<T> edit,
      Function<T, AttributeValue> form) {
    Optional<AttributeValue> value =
        switch (edit) {
          case Edit.Keep<T>() -> Optional.empty();
          case Edit.Drop<T>() -> Optional.of(AttributeValue.fromNul(true));
          case Edit.Put<T>(T given) -> Optional.of(form.apply(given));
        };
    value.ifPresent(given -> item.put(name, given));
  }

  private static <T> Edit<T> edit(
      Attributes item, String name, BiFunction<Attributes, String, T> reading) {
    if (!item.has(name)) {
      return new Edit.Keep<>();
    }
    return item.isNull(name) ? new Edit.Drop<>() : new Edit.Put<>(reading.apply(item, name));
  }

  private static AttributeValue minutes(Duration duration) {
    return Attributes.n(duration.toMinutes());
  }

  private static Duration minutes(Attributes item, String name) {
    return Duration.ofMinutes(item.number(name));
  }

  private static AttributeValue list(List<String> texts) {
    return AttributeValue.fromL(texts.stream().map(Attributes::s).toList());
  }

  private static ClosureBehavior behavior(String wire) {
    return Arrays.stream(ClosureBehavior.values())
        .filter(behavior -> behavior.wire().equals(wire))
        .findFirst()
        .orElseThrow(() -> new UnreadableItemException("a stored change has no known behaviour"));
  }
}
