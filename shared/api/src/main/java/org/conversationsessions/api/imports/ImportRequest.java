package org.conversationsessions.api.imports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.json.Json.JsonString;

/**
 * A request to import a bot definition. The identifiers of files are as sent, because an unknown
 * one has a different error from a missing one.
 *
 * @param definition the file with the definition, JSON or ZIP
 * @param config the file with the configuration; empty if a ZIP holds it
 * @param others further files that the request names; none is read
 * @param icon a file that need not have been uploaded
 * @param name the name of a new bot
 * @param appliesSettings whether the bot's settings are asked for
 */
public record ImportRequest(
    String definition,
    Optional<String> config,
    List<String> others,
    Optional<String> icon,
    Optional<String> name,
    boolean appliesSettings) {
  private static final String DEFINITION = "botDefinition";
  private static final String CONFIG = "configInfo";
  private static final String FUNCTIONS = "botFunctions";
  private static final String ICON = "icon";
  private static final String ZIP = "zipInfo";
  private static final String NAME = "name";
  private static final String OPTIONS = "importOptions";
  private static final String SETTINGS = "settings";
  private static final int MAX_ID = 256;
  private static final int MAX_FUNCTIONS = 20;
  private static final JsonString BOT_SETTINGS = new JsonString("botSettings");

  /** The members of {@code importOptions} that choose what is imported. */
  private static final Set<String> CHOICES = Set.of("tasks", "nlpData", SETTINGS);

  /** Copies the list. */
  public ImportRequest {
    others = List.copyOf(others);
  }

  /** Reads a request to import into a bot. */
  public static ImportRequest intoBot(FieldReader body) {
    return read(body, false);
  }

  /** Reads a request to import as a new bot, which names an icon too. */
  public static ImportRequest asNewBot(FieldReader body) {
    return read(body, true);
  }

  private static ImportRequest read(FieldReader body, boolean isNewBot) {
    boolean isZip = body.choice("uploadMode", Map.of("JSON", false, "ZIP", true)).orElse(false);
    List<String> functions = body.strings(FUNCTIONS, 0, MAX_FUNCTIONS, 0, MAX_ID).orElse(List.of());
    Optional<String> definition = body.string(isZip ? ZIP : DEFINITION, 0, MAX_ID);
    Optional<String> config = body.string(CONFIG, 0, MAX_ID);
    Optional<String> icon = isNewBot ? body.string(ICON, 0, MAX_ID) : Optional.empty();
    return new ImportRequest(
        definition.orElseThrow(() -> body.missing(isZip ? ZIP : DEFINITION)),
        required(body, CONFIG, config, !isZip),
        functions,
        required(body, ICON, icon, isNewBot && !isZip),
        isNewBot
            ? body.string(NAME, 0, Integer.MAX_VALUE).map(text -> name(body, text))
            : Optional.empty(),
        body.object(OPTIONS).map(ImportRequest::asksForSettings).orElse(true));
  }

  private static Optional<String> required(
      FieldReader body, String field, Optional<String> given, boolean isRequired) {
    if (isRequired && given.isEmpty()) {
      throw body.missing(field);
    }
    return given;
  }

  private static String name(FieldReader body, String given) {
    if (given.isBlank() || !Bot.isName(given)) {
      throw body.invalid(
          NAME,
          "must be a string of 1 to " + Bot.MAX_NAME + " characters, without control characters");
    }
    return given.strip();
  }

  /** Options that choose nothing ask for everything. */
  private static boolean asksForSettings(FieldReader options) {
    return options.items(SETTINGS).map(chosen -> chosen.contains(BOT_SETTINGS)).orElse(false)
        || options.names().stream().noneMatch(CHOICES::contains);
  }
}
