package org.conversationsessions.functions.importbot;

import java.util.Optional;
import org.conversationsessions.api.imports.ImportRequest;
import org.conversationsessions.api.settings.DefinitionExtract;
import org.conversationsessions.api.settings.DefinitionReader;
import org.conversationsessions.api.settings.ScriptParser;
import org.conversationsessions.application.imports.Imports;
import org.conversationsessions.domain.imports.DefinitionResult;
import org.conversationsessions.domain.imports.FileId;
import org.conversationsessions.domain.imports.Upload;
import org.conversationsessions.domain.imports.Upload.Content;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Duplicates;
import org.conversationsessions.json.JsonReader.Parsed;

/**
 * Finds the uploads that a request names, and reads the definition in them.
 *
 * @param imports the stored uploads
 * @param config the deployment's bounds
 * @param scripts checks closing scripts
 */
record UploadedDefinitions(Imports imports, ServiceConfig config, ScriptParser scripts) {
  private static final Content NO_CONFIG = new Content.Extract("{}");

  /**
   * Reads the definition that a request names.
   *
   * @return empty if one of the request's files is not the account's
   */
  Optional<DefinitionResult> read(String account, ImportRequest asked) {
    boolean areOthersKnown =
        asked.icon().stream().allMatch(FileId::isValid)
            && asked.others().stream()
                .distinct()
                .allMatch(file -> content(account, file).isPresent());
    if (!areOthersKnown) {
      return Optional.empty();
    }
    Optional<Content> named =
        asked.config().isPresent()
            ? content(account, asked.config().get())
            : Optional.of(NO_CONFIG);
    return named.flatMap(
        configuration ->
            content(account, asked.definition())
                .map(definition -> read(definition, configuration)));
  }

  private Optional<Content> content(String account, String file) {
    return Optional.of(file)
        .filter(FileId::isValid)
        .map(FileId::new)
        .flatMap(imports::upload)
        .filter(found -> found.account().equals(account))
        .map(Upload::content);
  }

  private DefinitionResult read(Content definition, Content configuration) {
    return switch (object(definition)) {
      case Parsed.Malformed(String reason) -> new DefinitionResult.Unreadable(reason);
      case Parsed.Value read ->
          switch (object(configuration)) {
            case Parsed.Malformed(String reason) ->
                new DefinitionResult.Unreadable("configInfo: " + reason);
            case Parsed.Value named ->
                DefinitionReader.read(
                    DefinitionExtract.withConfig(members(read), members(named)), config, scripts);
          };
    };
  }

  /** An extract is an object, but may be nested deeper than a reader of JSON accepts. */
  private static Parsed object(Content content) {
    return switch (content) {
      case Content.Extract(String json) -> JsonReader.read(json, Duplicates.LAST_HOLDS);
      case Content.Unreadable(String reason) -> new Parsed.Malformed(reason);
    };
  }

  private static JsonObject members(Parsed parsed) {
    return parsed.object().orElse(JsonObject.EMPTY);
  }
}
