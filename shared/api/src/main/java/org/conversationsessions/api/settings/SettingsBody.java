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
  private static final String INACTIVITY = "inactivityDuration";
  private static final String NUDGE_AFTER = "nudgeAfter";
  private static final String CHANNEL_INACTIVITY = "channelInactivity";

  /** Above the maximum of every deployment. */
  private static final long MAX_MINUTES = 1_000_000;

  private static final int MAX_MESSAGES = 10;
  private static final int MAX_MESSAGE = 4096;
  private static final int MAX_CHANNELS = 100;
  private static final String CHANNEL_NAMES =
      "must have channels of 1 to "
          + ConversationKey.MAX_CHANNEL
          + " characters without U+FFFD as names";

  private static final int MAX_SCRIPT_BYTES = 16 * 1024;
  private static final int MAX_LANGUAGE = 64;

  private SettingsBody() {}

  /**
   * Reads a change. Settings that the body does not name stay. {@code null} restores what the bot
   * had at its registration, and so does an empty {@code customScript}. A body that {@link #of}
   * wrote therefore restores all settings that it contains.
   */
  public static SettingsChange change(
      FieldReader fields, ServiceConfig config, ScriptParser scripts) {
    return new SettingsChange(
        fields.edit("proactivelyClose", FieldReader::bool),
        fields.edit(INACTIVITY, (given, name) -> Optional.of(inactivity(given, name, config))),
        fields.edit(
            CHANNEL_INACTIVITY,
            (given, name) -> given.object(name).map(map -> channels(given, map, config))),
        fields.edit("defaultLanguage", (given, name) -> given.string(name, 1, MAX_LANGUAGE)),
        fields.edit("clearAuthProfiles", FieldReader::bool),
        fields.edit("closureBehavior", (given, name) -> given.choice(name, behaviors())),
        fields.edit(
            "closureMessages",
            (given, name) -> given.strings(name, 1, MAX_MESSAGES, 1, MAX_MESSAGE)),
        fields.edit(
            "excludedChannels",
            (given, name) ->
                given
                    .identifiers(name, 0, MAX_CHANNELS, 1, ConversationKey.MAX_CHANNEL)
                    .map(Set::copyOf)),
        script(fields, scripts),
        fields.edit(
            NUDGE_AFTER,
            (given, name) ->
                Optional.of(Duration.ofMinutes(given.integer(name, 1, MAX_MINUTES).orElseThrow()))),
        fields.edit(
            "nudgeMessages", (given, name) -> given.strings(name, 1, MAX_MESSAGES, 1, MAX_MESSAGE)),
        fields.edit(
            "nudgeExcludedChannels",
            (given, name) ->
                given
                    .identifiers(
                        name, 0, NudgeSettings.MAX_CHANNELS, 1, ConversationKey.MAX_CHANNEL)
                    .map(Set::copyOf)),
        MessageSettingsBody.change(fields));
  }

  /** Returns the error for a change that puts an inactivity outside the deployment's bounds. */
  public static ApiError outOfBounds(SettingsChange.OutOfBounds refused, ServiceConfig config) {
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
  public static ApiError nudgeTooLate(Duration inactivity) {
    return ApiError.invalidArguments(
        NUDGE_AFTER,
        "must be less than the shortest inactivity of a channel with nudges, %d"
            .formatted(inactivity.toMinutes()));
  }

  /** Returns the response with these settings. */
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
    json.name("bounds").beginObject().name(INACTIVITY).beginObject();
    json.name("minimum").number(config.minInactivity().toMinutes());
    json.name("maximum").number(config.maxInactivity().toMinutes());
    json.endObject().endObject();
    sample.ifPresent(
        text -> json.name("sample").beginObject().name("text").string(text).endObject());
    return HttpResponse.json(json.endObject().finish());
  }

  private static void write(JsonWriter json, ManagedSettings settings) {
    BotSettings lifecycle = settings.lifecycle();
    ClosureSettings closure = settings.closure();
    json.name("proactivelyClose").bool(lifecycle.proactivelyClose());
    json.name(INACTIVITY).number(lifecycle.inactivity().toMinutes());
    json.name(CHANNEL_INACTIVITY).beginObject();
    new TreeMap<>(lifecycle.channelInactivity().byChannel())
        .forEach((channel, own) -> json.name(channel).number(own.toMinutes()));
    json.endObject();
    json.name("closureBehavior").string(closure.behavior().wire());
    writeTexts(json.name("closureMessages"), closure.messages());
    writeTexts(
        json.name("excludedChannels"), closure.excludedChannels().stream().sorted().toList());
    json.name(NUDGE_AFTER);
    lifecycle
        .nudge()
        .after()
        .ifPresentOrElse(after -> json.number(after.toMinutes()), json::nullValue);
    writeTexts(json.name("nudgeMessages"), closure.nudgeMessages());
    writeTexts(
        json.name("nudgeExcludedChannels"),
        lifecycle.nudge().excludedChannels().stream().sorted().toList());
    json.name("clearAuthProfiles").bool(lifecycle.clearAuthProfiles());
    json.name("customScript");
    closure.customScript().ifPresentOrElse(json::string, json::nullValue);
    json.name("defaultLanguage").string(lifecycle.defaultLanguage());
    MessageSettingsBody.write(json, lifecycle.messages());
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
   * @param map the field
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

  private static Edit<String> script(FieldReader fields, ScriptParser scripts) {
    String name = "customScript";
    Optional<String> given = fields.stringOfBytes(name, MAX_SCRIPT_BYTES);
    given
        .flatMap(scripts::validate)
        .ifPresent(
            reason -> {
              throw fields.invalid(name, "cannot be read: " + reason);
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

  private static void writeTexts(JsonWriter json, List<String> texts) {
    json.beginArray();
    texts.forEach(json::string);
    json.endArray();
  }
}
