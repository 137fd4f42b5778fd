package org.conversationsessions.api.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.Identifier;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.NudgeSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.json.JsonWriter;

/** Reads a change of a bot's settings from a body, and writes all settings as a response. */
public final class SettingsBody {
  static final String PROACTIVE = "proactivelyClose";
  static final String INACTIVITY = "inactivityDuration";
  static final String CHANNEL_INACTIVITY = "channelInactivity";
  static final String LANGUAGE = "defaultLanguage";
  static final String CLEAR_PROFILES = "clearAuthProfiles";
  static final String BEHAVIOR = "closureBehavior";
  static final String MESSAGES = "closureMessages";
  static final String EXCLUDED = "excludedChannels";
  static final String SCRIPT = "customScript";
  static final String NUDGE_AFTER = "nudgeAfter";
  static final String NUDGE_MESSAGES = "nudgeMessages";
  static final String NUDGE_EXCLUDED = "nudgeExcludedChannels";
  static final String DEBUG_LOGS = "keepDebugLogs";

  /** Above the maximum of every deployment. */
  private static final long MAX_MINUTES = 1_000_000;

  private static final int MAX_MESSAGES = 10;
  private static final int MAX_MESSAGE = 4096;

  /** Shorter, so that a change that sets every field is below the 400 KB of an item. */
  private static final int MAX_NUDGE = 1024;

  private static final int MAX_CHANNELS = 100;
  private static final String CHANNEL_NAMES =
      "must have channels of 1 to "
          + ConversationKey.MAX_CHANNEL
          + " characters without U+FFFD as names";

  private static final int MAX_SCRIPT_BYTES = 16 * 1024;
  static final int MAX_LANGUAGE = 64;

  private SettingsBody() {}

  /**
   * Reads a change. Settings that the body does not name stay. {@code null} restores what the bot
   * had at its registration, and so does an empty {@code customScript}. A body that {@link #of}
   * wrote therefore restores all settings that it contains.
   */
  public static SettingsChange change(
      FieldReader fields, ServiceConfig config, ScriptParser scripts) {
    return new SettingsChange(
        fields.edit(PROACTIVE, FieldReader::bool),
        fields.edit(INACTIVITY, (given, name) -> Optional.of(inactivity(given, name, config))),
        fields.edit(
            CHANNEL_INACTIVITY,
            (given, name) -> given.object(name).map(map -> channels(given, map, config))),
        fields.edit(LANGUAGE, (given, name) -> given.string(name, 1, MAX_LANGUAGE)),
        fields.edit(CLEAR_PROFILES, FieldReader::bool),
        fields.edit(BEHAVIOR, (given, name) -> given.choice(name, behaviors())),
        fields.edit(
            MESSAGES, (given, name) -> given.strings(name, 1, MAX_MESSAGES, 1, MAX_MESSAGE)),
        fields.edit(
            EXCLUDED,
            (given, name) ->
                given
                    .identifiers(name, 0, MAX_CHANNELS, 1, ConversationKey.MAX_CHANNEL)
                    .map(Set::copyOf)),
        script(fields, SCRIPT, scripts),
        fields.edit(
            NUDGE_AFTER,
            (given, name) ->
                Optional.of(Duration.ofMinutes(given.integer(name, 1, MAX_MINUTES).orElseThrow()))),
        fields.edit(
            NUDGE_MESSAGES, (given, name) -> given.strings(name, 1, MAX_MESSAGES, 1, MAX_NUDGE)),
        fields.edit(
            NUDGE_EXCLUDED,
            (given, name) ->
                given
                    .identifiers(
                        name, 0, NudgeSettings.MAX_CHANNELS, 1, ConversationKey.MAX_CHANNEL)
                    .map(Set::copyOf)),
        MessageSettingsBody.change(fields),
        fields.edit(DEBUG_LOGS, FieldReader::bool));
  }

  /** Returns the error for a change that is refused. */
  public static ApiError refused(SettingsService.Result.Refused refused, ServiceConfig config) {
    return switch (refused) {
      case SettingsService.Result.InactivityOutOfBounds(SettingsChange.OutOfBounds which) ->
          outOfBounds(which, config);
      case SettingsService.Result.NudgeTooLate(Duration inactivity) -> nudgeTooLate(inactivity);
    };
  }

  /** Returns the error for a change that puts an inactivity outside the deployment's bounds. */
  static ApiError outOfBounds(SettingsChange.OutOfBounds refused, ServiceConfig config) {
    String field =
        refused
            .channel()
            .map(channel -> Excerpt.of(CHANNEL_INACTIVITY + "." + channel))
            .orElse(INACTIVITY);
    return ApiError.invalidArguments(field, bounds(config));
  }

  /**
   * Returns the error for a change after which a session would be inactive before its nudge.
   *
   * @param inactivity the shortest inactivity of a channel with nudges
   */
  static ApiError nudgeTooLate(Duration inactivity) {
    return ApiError.invalidArguments(
        NUDGE_AFTER,
        "must be less than the shortest inactivity of a channel with nudges, %d"
            .formatted(inactivity.toMinutes()));
  }

  /** Returns the response with the settings in force. */
  public static HttpResponse of(ManagedSettings settings) {
    JsonWriter json = new JsonWriter().beginObject();
    write(json, settings);
    return HttpResponse.json(json.endObject().finish());
  }

  /**
   * Returns the response to a dry run: the settings as they would be, and the deployment's bounds.
   *
   * @param sample a text as the settings redact it
   */
  public static HttpResponse ofDryRun(
      ManagedSettings settings, ServiceConfig config, Optional<String> sample) {
    JsonWriter json = new JsonWriter().beginObject();
    write(json, settings);
    return ofDryRun(json, config, sample);
  }

  /** Ends a response to a dry run with the bounds and the sample. */
  static HttpResponse ofDryRun(JsonWriter json, ServiceConfig config, Optional<String> sample) {
    json.name("bounds").beginObject().name(INACTIVITY).beginObject();
    json.name("minimum").number(config.minInactivity().toMinutes());
    json.name("maximum").number(config.maxInactivity().toMinutes());
    json.endObject().endObject();
    sample.ifPresent(
        text -> json.name("sample").beginObject().name("text").string(text).endObject());
    return HttpResponse.json(json.endObject().finish());
  }

  /** Writes the settings as members of the object that is being written. */
  static void write(JsonWriter json, ManagedSettings settings) {
    BotSettings lifecycle = settings.lifecycle();
    ClosureSettings closure = settings.closure();
    json.name(PROACTIVE).bool(lifecycle.proactivelyClose());
    json.name(INACTIVITY).number(lifecycle.inactivity().toMinutes());
    json.name(CHANNEL_INACTIVITY).beginObject();
    new TreeMap<>(lifecycle.channelInactivity().byChannel())
        .forEach((channel, own) -> json.name(channel).number(own.toMinutes()));
    json.endObject();
    json.name(BEHAVIOR).string(closure.behavior().wire());
    writeTexts(json.name(MESSAGES), closure.messages());
    writeTexts(json.name(EXCLUDED), closure.excludedChannels().stream().sorted().toList());
    json.name(NUDGE_AFTER);
    lifecycle
        .nudge()
        .after()
        .ifPresentOrElse(after -> json.number(after.toMinutes()), json::nullValue);
    writeTexts(json.name(NUDGE_MESSAGES), closure.nudgeMessages());
    writeTexts(
        json.name(NUDGE_EXCLUDED), lifecycle.nudge().excludedChannels().stream().sorted().toList());
    json.name(CLEAR_PROFILES).bool(lifecycle.clearAuthProfiles());
    json.name(SCRIPT);
    closure.customScript().ifPresentOrElse(json::string, json::nullValue);
    json.name(LANGUAGE).string(lifecycle.defaultLanguage());
    MessageSettingsBody.write(json, lifecycle.messages());
    json.name(DEBUG_LOGS).bool(lifecycle.keepDebugLogs());
  }

  /**
   * Reads an inactivity period. Its bounds are checked later, because they depend on the stored
   * settings.
   */
  private static Duration inactivity(FieldReader fields, String name, ServiceConfig config) {
    OptionalLong minutes = fields.wholeNumber(name);
    if (minutes.isEmpty() || minutes.getAsLong() < 1 || minutes.getAsLong() > MAX_MINUTES) {
      throw fields.invalid(name, bounds(config));
    }
    return Duration.ofMinutes(minutes.getAsLong());
  }

  /**
   * Reads the inactivity of single channels.
   *
   * @param map the field that names the channels
   */
  private static ChannelInactivity channels(
      FieldReader fields, FieldReader map, ServiceConfig config) {
    Map<String, Duration> byChannel = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String channel : map.names()) {
      if (!isChannel(channel)) {
        throw fields.invalid(CHANNEL_INACTIVITY, CHANNEL_NAMES);
      }
      if (byChannel.put(channel, inactivity(map, channel, config)) != null) {
        throw map.invalid(channel, "is named twice");
      }
    }
    if (byChannel.size() > ChannelInactivity.MAX_CHANNELS) {
      throw fields.invalid(
          CHANNEL_INACTIVITY, "must have at most " + ChannelInactivity.MAX_CHANNELS + " channels");
    }
    return new ChannelInactivity(byChannel);
  }

  private static boolean isChannel(String name) {
    int length = name.codePointCount(0, name.length());
    return length >= 1 && length <= ConversationKey.MAX_CHANNEL && !Identifier.isDamaged(name);
  }

  private static String bounds(ServiceConfig config) {
    return "must be an integer from %d to %d"
        .formatted(config.minInactivity().toMinutes(), config.maxInactivity().toMinutes());
  }

  /**
   * Reads a closing script. {@code null} and a blank text remove the one that is set.
   *
   * @param name the name of the script's field
   */
  static Edit<String> script(FieldReader fields, String name, ScriptParser scripts) {
    Optional<String> given = fields.stringOfBytes(name, MAX_SCRIPT_BYTES);
    given
        .flatMap(scripts::validate)
        .ifPresent(
            reason -> {
              // The reason may quote the script.
              throw fields.invalid(name, "cannot be read: " + Excerpt.of(reason));
            });
    if (fields.isNull(name) || given.filter(String::isBlank).isPresent()) {
      return new Edit.Drop<>();
    }
    return given.isPresent() ? new Edit.Put<>(given.get()) : new Edit.Keep<>();
  }

  private static Map<String, ClosureBehavior> behaviors() {
    Map<String, ClosureBehavior> behaviors = new LinkedHashMap<>();
    for (ClosureBehavior behavior : ClosureBehavior.values()) {
      behaviors.put(behavior.wire(), behavior);
    }
    return behaviors;
  }

  static void writeTexts(JsonWriter json, List<String> texts) {
    json.beginArray();
    texts.forEach(json::string);
    json.endArray();
  }
}
