package org.conversationsessions.api.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.domain.settings.SettingsChange;

/** A bot's settings in a body: read as a change of some of them, shown whole. */
public final class SettingsBody {
  private static final String INACTIVITY = "inactivityDuration";

  /** More minutes than any deployment allows. */
  private static final long MAX_MINUTES = 1_000_000;

  private static final int MAX_MESSAGES = 10;
  private static final int MAX_MESSAGE = 4096;
  private static final int MAX_CHANNELS = 100;
  private static final int MAX_SCRIPT_BYTES = 16 * 1024;
  private static final int MAX_LANGUAGE = 64;

  private SettingsBody() {}

  /**
   * Reads a change. A field that the body does not name stays; {@code null} restores its default,
   * and so does an empty {@code customScript}. So a body that {@link #of} wrote restores all
   * settings that it shows.
   */
  public static SettingsChange change(
      FieldReader fields, ServiceConfig config, ScriptParser scripts) {
    return new SettingsChange(
        edit(fields, "proactivelyClose", FieldReader::flag),
        edit(fields, INACTIVITY, (given, name) -> Optional.of(inactivity(given, name, config))),
        edit(fields, "defaultLanguage", (given, name) -> given.text(name, 1, MAX_LANGUAGE)),
        edit(fields, "clearAuthProfiles", FieldReader::flag),
        edit(fields, "closureBehavior", (given, name) -> given.choice(name, behaviors())),
        edit(
            fields,
            "closureMessages",
            (given, name) -> given.texts(name, 1, MAX_MESSAGES, 1, MAX_MESSAGE)),
        edit(
            fields,
            "excludedChannels",
            (given, name) ->
                given
                    .identifiers(name, 0, MAX_CHANNELS, 1, ConversationKey.MAX_CHANNEL)
                    .map(Set::copyOf)),
        script(fields, scripts));
  }

  /** Returns the answer to a change whose inactivity is outside the deployment's bounds. */
  public static ApiError outOfBounds(ServiceConfig config) {
    return ApiError.invalidArguments(INACTIVITY, bounds(config));
  }

  /** Shows settings. */
  public static HttpResponse of(ManagedSettings settings) {
    BotSettings lifecycle = settings.lifecycle();
    ClosureSettings closure = settings.closure();
    JsonWriter json = new JsonWriter().beginObject();
    json.name("proactivelyClose").flag(lifecycle.proactivelyClose());
    json.name(INACTIVITY).number(lifecycle.inactivity().toMinutes());
    json.name("closureBehavior").text(closure.behavior().wire());
    texts(json.name("closureMessages"), closure.messages());
    texts(json.name("excludedChannels"), closure.excludedChannels().stream().sorted().toList());
    json.name("clearAuthProfiles").flag(lifecycle.clearAuthProfiles());
    json.name("customScript");
    closure.customScript().ifPresentOrElse(json::text, json::nothing);
    json.name("defaultLanguage").text(lifecycle.defaultLanguage());
    return HttpResponse.json(json.endObject().finish());
  }

  /** Reads an inactivity; whether it is within the bounds depends on the stored settings. */
  private static Duration inactivity(FieldReader fields, String name, ServiceConfig config) {
    OptionalLong minutes = fields.wholeNumber(name);
    if (minutes.isEmpty() || minutes.getAsLong() < 1 || minutes.getAsLong() > MAX_MINUTES) {
      throw fields.invalid(name, bounds(config));
    }
    return Duration.ofMinutes(minutes.getAsLong());
  }

  private static String bounds(ServiceConfig config) {
    return "must be an integer from %d to %d"
        .formatted(config.minInactivity().toMinutes(), config.maxInactivity().toMinutes());
  }

  private interface Reading<T> {
    Optional<T> read(FieldReader fields, String name);
  }

  private static <T> Edit<T> edit(FieldReader fields, String name, Reading<T> reading) {
    if (fields.isNull(name)) {
      return new Edit.Drop<>();
    }
    Optional<T> given = fields.has(name) ? reading.read(fields, name) : Optional.empty();
    return given.isPresent() ? new Edit.Put<>(given.get()) : new Edit.Keep<>();
  }

  private static Edit<String> script(FieldReader fields, ScriptParser scripts) {
    String name = "customScript";
    Optional<String> given = fields.textOfBytes(name, MAX_SCRIPT_BYTES);
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

  private static void texts(JsonWriter json, List<String> texts) {
    json.beginArray();
    texts.forEach(json::text);
    json.endArray();
  }
}
