package org.conversationsessions.api.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.ServiceConfig;

/** A bot's settings in a body: read as a change of some of them, shown whole. */
public final class SettingsBody {
  private static final int MAX_MESSAGES = 10;
  private static final int MAX_MESSAGE = 4096;
  private static final int MAX_CHANNELS = 100;
  private static final int MAX_SCRIPT_BYTES = 16 * 1024;
  private static final int MAX_LANGUAGE = 64;

  private SettingsBody() {}

  /**
   * Reads a change. Settings that the body does not name stay as they are; {@code null} restores a
   * default, and so does an empty {@code customScript}. So what {@link #of} shows restores all that
   * it shows.
   */
  public static ManagedSettings changed(
      FieldReader fields, ManagedSettings now, ServiceConfig deployment, ScriptParser scripts) {
    return new ManagedSettings(
        lifecycle(fields, now.lifecycle(), deployment), closure(fields, now.closure(), scripts));
  }

  /** Shows settings. */
  public static HttpResponse of(ManagedSettings settings) {
    BotSettings lifecycle = settings.lifecycle();
    ClosureSettings closure = settings.closure();
    JsonWriter json = new JsonWriter().beginObject();
    json.name("proactivelyClose").flag(lifecycle.proactivelyClose());
    json.name("inactivityDuration").number(lifecycle.inactivity().toMinutes());
    json.name("closureBehavior").text(closure.behavior().wire());
    texts(json.name("closureMessages"), closure.messages());
    texts(json.name("excludedChannels"), closure.excludedChannels().stream().sorted().toList());
    json.name("clearAuthProfiles").flag(lifecycle.clearAuthProfiles());
    json.name("customScript");
    closure.customScript().ifPresentOrElse(json::text, json::nothing);
    json.name("defaultLanguage").text(lifecycle.defaultLanguage());
    return HttpResponse.json(json.endObject().finish());
  }

  private static BotSettings lifecycle(
      FieldReader fields, BotSettings now, ServiceConfig deployment) {
    BotSettings standard = BotSettings.DEFAULT;
    return new BotSettings(
        setting(
            fields,
            "proactivelyClose",
            FieldReader::flag,
            now.proactivelyClose(),
            standard.proactivelyClose()),
        setting(
            fields,
            "inactivityDuration",
            (given, name) -> Optional.of(inactivity(given, name, now.inactivity(), deployment)),
            now.inactivity(),
            standard.inactivity()),
        setting(
            fields,
            "defaultLanguage",
            (given, name) -> given.text(name, 1, MAX_LANGUAGE),
            now.defaultLanguage(),
            standard.defaultLanguage()),
        setting(
            fields,
            "clearAuthProfiles",
            FieldReader::flag,
            now.clearAuthProfiles(),
            standard.clearAuthProfiles()),
        now.version());
  }

  /** What holds already is taken, even if the deployment's bounds have moved since. */
  private static Duration inactivity(
      FieldReader fields, String name, Duration now, ServiceConfig deployment) {
    long least = deployment.minInactivity().toMinutes();
    long most = deployment.maxInactivity().toMinutes();
    OptionalLong unbounded = fields.wholeNumber(name);
    return unbounded.equals(OptionalLong.of(now.toMinutes()))
        ? now
        : Duration.ofMinutes(fields.integer(name, least, most).orElseThrow());
  }

  private static ClosureSettings closure(
      FieldReader fields, ClosureSettings now, ScriptParser scripts) {
    ClosureSettings standard = ClosureSettings.DEFAULT;
    return new ClosureSettings(
        setting(
            fields,
            "closureBehavior",
            (given, name) -> given.choice(name, behaviors()),
            now.behavior(),
            standard.behavior()),
        setting(
            fields,
            "closureMessages",
            (given, name) -> given.texts(name, 1, MAX_MESSAGES, 1, MAX_MESSAGE),
            now.messages(),
            standard.messages()),
        setting(
            fields,
            "excludedChannels",
            (given, name) ->
                given
                    .identifiers(name, 0, MAX_CHANNELS, 1, ConversationKey.MAX_CHANNEL)
                    .map(Set::copyOf),
            now.excludedChannels(),
            standard.excludedChannels()),
        setting(
            fields,
            "customScript",
            (given, name) -> Optional.of(script(given, name, scripts)),
            now.customScript(),
            standard.customScript()));
  }

  private interface Reading<T> {
    Optional<T> read(FieldReader fields, String name);
  }

  /** The value given, the default for {@code null}, else what holds now. */
  private static <T> T setting(
      FieldReader fields, String name, Reading<T> reading, T now, T standard) {
    if (fields.isNull(name)) {
      return standard;
    }
    return fields.has(name) ? reading.read(fields, name).orElse(now) : now;
  }

  private static Optional<String> script(FieldReader fields, String name, ScriptParser scripts) {
    Optional<String> given = fields.textOfBytes(name, MAX_SCRIPT_BYTES);
    given
        .flatMap(scripts::complaint)
        .ifPresent(
            complaint -> {
              throw fields.invalid(name, "cannot be read: " + complaint);
            });
    return given.filter(script -> !script.isBlank());
  }

  private static Map<String, ClosureBehavior> behaviors() {
    Map<String, ClosureBehavior> behaviors = new LinkedHashMap<>();
    for (ClosureBehavior behavior : ClosureBehavior.values()) {
      behaviors.put(behavior.wire(), behavior);
    }
    return behaviors;
  }

  private static void texts(JsonWriter json, List<String> texts) {
    json.beginArray();
    texts.forEach(json::text);
    json.endArray();
  }
}
