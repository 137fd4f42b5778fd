package org.conversationsessions.cli.admin.bot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.api.settings.DefinitionExtract;
import org.conversationsessions.api.settings.DefinitionReader;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.domain.imports.BotDefinition;
import org.conversationsessions.domain.imports.DefinitionResult;
import org.conversationsessions.domain.imports.Upload.Content;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Duplicates;
import org.conversationsessions.json.JsonReader.Parsed;
import org.conversationsessions.script.ScriptSyntax;

/**
 * A bot definition in a file.
 *
 * @param definition what it says
 * @param names the members of it that are used, in their order
 */
record DefinitionFile(BotDefinition definition, List<String> names) {
  /**
   * The widest bounds that a deployment can have. The registry does not know its deployment's, and
   * an operator may go beyond them: a stored inactivity always holds (contract, section 9).
   */
  static final ServiceConfig WIDEST =
      new ServiceConfig(
          Duration.ZERO,
          Duration.ofDays(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(525_600),
          0,
          0,
          false,
          1,
          Duration.ZERO,
          true);

  /**
   * Reads a definition.
   *
   * @param config the file with the configuration, of which the bot's name is used
   * @throws CliException if a file cannot be read
   */
  static DefinitionFile read(Path file, Optional<Path> config) {
    JsonObject definition = object(file);
    JsonObject named = config.map(DefinitionFile::object).orElse(JsonObject.EMPTY);
    return switch (DefinitionReader.read(
        DefinitionExtract.withConfig(definition, named), WIDEST, new ScriptSyntax()::objection)) {
      case DefinitionResult.Valid(BotDefinition read) ->
          new DefinitionFile(read, List.copyOf(definition.members().keySet()));
      case DefinitionResult.Unreadable(String reason) -> throw unreadable(file, reason);
    };
  }

  private static JsonObject object(Path file) {
    Content content;
    try (InputStream json = Files.newInputStream(file)) {
      content = DefinitionExtract.of(json);
    } catch (IOException e) {
      throw new CliException(file + " cannot be read: is it there, and may you read it?", e);
    }
    return switch (content) {
      case Content.Unreadable(String reason) -> throw unreadable(file, reason);
      case Content.Extract(String json) ->
          switch (JsonReader.read(json, Duplicates.LAST_HOLDS)) {
            case Parsed.Malformed(String reason) -> throw unreadable(file, reason);
            case Parsed.Value value -> value.object().orElse(JsonObject.EMPTY);
          };
    };
  }

  private static CliException unreadable(Path file, String reason) {
    return new CliException(file + " cannot be imported: " + reason);
  }
}
