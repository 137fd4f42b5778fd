package org.conversationsessions.api.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.fields.Fields;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.Deployment;
import org.conversationsessions.domain.settings.ManagedSettings;

/** A bot's settings in a body: read as a change of some of them, shown whole. */
public final class SettingsBody {
  private static final int MAX_MESSAGES = 10;
  private static final int MAX_MESSAGE = 4096;
  private static final int MAX_CHANNELS = 100;
  private static final int MAX_SCRIPT_BYTES = 16 * 1024;
  private static final int MAX_LANGUAGE = 64;

  private SettingsBody() {}

  /**
   * Reads a change. Settings that the body does not name stay as they are; an empty {@code
   * customScript} takes the script away.
   */
  public static ManagedSettings changed(
      Fields fields, ManagedSettings now, Deployment deployment, ScriptParser scripts) {
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

  private static BotSettings lifecycle(Fields fields, BotSettings now, Deployment deployment) {
    long minutes =
        fields
            .integer(
                "inactivityDuration",
                deployment.minInactivity().toMinutes(),
                deployment.maxInactivity().toMinutes())
            .orElse(now.inactivity().toMinutes());
    return new BotSettings(
        fields.flag("proactivelyClose").orElse(now.proactivelyClose()),
        Duration.ofMinutes(minutes),
        fields.text("defaultLanguage", 1, MAX_LANGUAGE).orElse(now.defaultLanguage()),
        fields.flag("clearAuthProfiles").orElse(now.clearAuthProfiles()),
        now.version());
  }

  private static ClosureSettings closure(Fields fields, ClosureSettings now, ScriptParser scripts) {
    return new ClosureSettings(
        fields.choice("closureBehavior", behaviors()).orElse(now.behavior()),
        fields.texts("closureMessages", 1, MAX_MESSAGES, 1, MAX_MESSAGE).orElse(now.messages()),
        fields
            .texts("excludedChannels", 0, MAX_CHANNELS, 1, ConversationKey.MAX_CHANNEL)
            .map(Set::copyOf)
            .orElse(now.excludedChannels()),
        script(fields, scripts).or(now::customScript).filter(script -> !script.isBlank()));
  }

  private static Optional<String> script(Fields fields, ScriptParser scripts) {
    Optional<String> given = fields.textOfBytes("customScript", MAX_SCRIPT_BYTES);
    given
        .flatMap(scripts::complaint)
        .ifPresent(
            complaint -> {
              throw fields.invalid("customScript", "cannot be read: " + complaint);
            });
    return given;
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
