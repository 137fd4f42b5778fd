package org.conversationsessions.api.settings;

import java.util.Optional;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonWriter;

/**
 * Writes a bot definition with a bot's settings by Kore.ai's names. What these names cannot say is
 * in {@code manageSessions}. So an import of it sets all settings (contract, section 19).
 */
public final class DefinitionWriter {
  private DefinitionWriter() {}

  /**
   * Returns a definition as JSON.
   *
   * @param name the bot's name
   */
  public static Bytes of(Optional<String> name, ManagedSettings settings) {
    BotSettings lifecycle = settings.lifecycle();
    ClosureSettings closure = settings.closure();
    JsonWriter json = new JsonWriter().beginObject();
    name.ifPresent(text -> json.name(DefinitionReader.NAME).string(text));
    json.name(DefinitionReader.LANGUAGE).string(lifecycle.defaultLanguage());
    json.name(DefinitionReader.INACTIVITY).number(lifecycle.inactivity().toMillis());
    json.name(DefinitionReader.PROCESS).number(lifecycle.proactivelyClose() ? 1 : 0);
    json.name(DefinitionReader.SKIP_MESSAGE).bool(closure.behavior() == ClosureBehavior.SILENT);
    json.name(DefinitionReader.CLEAR_TOKENS).bool(lifecycle.clearAuthProfiles());
    json.name(DefinitionReader.SCRIPT).beginObject();
    json.name(DefinitionReader.ENABLE).bool(closure.customScript().isPresent());
    json.name(DefinitionReader.SCRIPT_TEXT).string(closure.customScript().orElse(""));
    json.endObject();
    PiiRedaction redaction = lifecycle.messages().piiRedaction();
    json.name(DefinitionReader.REDACTS).bool(redaction.enabled());
    json.name(DefinitionReader.PATTERNS).beginArray();
    redaction.patterns().forEach(pattern -> PiiPatternBody.write(json, pattern));
    json.endArray();
    json.name(DefinitionReader.MANAGED).beginObject();
    SettingsBody.write(json, settings);
    return json.endObject().endObject().finish();
  }
}
