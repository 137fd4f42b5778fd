package org.conversationsessions.api.settings;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.imports.Upload;
import org.conversationsessions.domain.imports.Upload.Content;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonExtract;
import org.conversationsessions.json.JsonExtract.Choice;

/**
 * Takes what {@link DefinitionReader} reads from a bot definition or the configuration that Kore.ai
 * exports with it. The rest of a definition, its dialogs and its training data, takes no memory.
 */
public final class DefinitionExtract {
  private static final Choice CHOICE =
      Choice.of(
          Map.ofEntries(
              Map.entry(DefinitionReader.INACTIVITY, Choice.WHOLE),
              Map.entry(DefinitionReader.PROCESS, Choice.WHOLE),
              Map.entry(DefinitionReader.SKIP_MESSAGE, Choice.WHOLE),
              Map.entry(DefinitionReader.CLEAR_TOKENS, Choice.WHOLE),
              Map.entry(DefinitionReader.SCRIPT, Choice.WHOLE),
              Map.entry(DefinitionReader.LANGUAGE, Choice.WHOLE),
              Map.entry(DefinitionReader.REDACTS, Choice.WHOLE),
              Map.entry(DefinitionReader.PATTERNS, Choice.WHOLE),
              Map.entry(DefinitionReader.NAME, Choice.WHOLE),
              Map.entry(DefinitionReader.MANAGED, Choice.WHOLE),
              Map.entry(
                  DefinitionReader.LOCALES,
                  Choice.ofEach(Choice.of(Map.of(DefinitionReader.NAME, Choice.WHOLE))))));

  private DefinitionExtract() {}

  /**
   * Reads a file.
   *
   * @param json read to its end, and not closed
   * @throws IOException if the stream fails
   */
  public static Content of(InputStream json) throws IOException {
    return switch (JsonExtract.copy(json, CHOICE, Upload.MAX_EXTRACT)) {
      case JsonExtract.Result.Copied(String text) -> new Content.Extract(text);
      case JsonExtract.Result.Refused(String reason) -> new Content.Unreadable(reason);
    };
  }

  /**
   * Returns a definition with the configuration that belongs to it, of which only the name is used.
   */
  public static JsonObject withConfig(JsonObject definition, JsonObject config) {
    Optional<String> name = config.text(DefinitionReader.NAME).filter(Bot::isName);
    if (name.isEmpty()) {
      return definition;
    }
    Map<String, Json> members = new LinkedHashMap<>(definition.members());
    members.put(
        DefinitionReader.CONFIG,
        new JsonObject(Map.of(DefinitionReader.NAME, new JsonString(name.get()))));
    return new JsonObject(members);
  }
}
