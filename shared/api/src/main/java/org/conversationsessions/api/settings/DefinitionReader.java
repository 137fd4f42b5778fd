package org.conversationsessions.api.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.application.message.Redactor;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.imports.BotDefinition;
import org.conversationsessions.domain.imports.DefinitionResult;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.MessageChange;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;

/**
 * Reads the settings in a bot definition that Kore.ai or {@link DefinitionWriter} has exported
 * (contract, section 19). A setting that the definition does not name stays. A pattern for personal
 * data that cannot be read is left out. If it was enabled, messages are not kept, because they
 * would be kept without the redaction that their bot is used to.
 */
public final class DefinitionReader {
  static final String INACTIVITY = "sessionInactiveTime";
  static final String PROCESS = "sessionClosureProcess";
  static final String SKIP_MESSAGE = "skipSessionMessage";
  static final String CLEAR_TOKENS = "clearAllAuthTokens";
  static final String SCRIPT = "runCustomScript";
  static final String ENABLE = "enable";
  static final String SCRIPT_TEXT = "script";
  static final String LANGUAGE = "defaultLanguage";
  static final String REDACTS = "strict_pii";
  static final String PATTERNS = "pii_patterns";
  static final String NAME = "name";
  static final String MANAGED = "manageSessions";

  /** Where {@link DefinitionExtract} puts the configuration that belongs to the definition. */
  static final String CONFIG = "config";

  static final String LOCALES = "localeData";

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final FieldReader fields;
  private final ServiceConfig config;
  private final ScriptParser scripts;
  private final List<String> remarks = new ArrayList<>();

  private DefinitionReader(FieldReader fields, ServiceConfig config, ScriptParser scripts) {
    this.fields = fields;
    this.config = config;
    this.scripts = scripts;
  }

  /**
   * Reads a definition.
   *
   * @param definition at least the members that {@link DefinitionExtract} chooses
   * @param config the deployment's bounds, for the reason why a value is not allowed
   * @param scripts checks closing scripts
   */
  public static DefinitionResult read(
      JsonObject definition, ServiceConfig config, ScriptParser scripts) {
    return switch (FieldReader.read(
        definition, fields -> new DefinitionReader(fields, config, scripts).definition())) {
      case ParseResult.Value<BotDefinition>(BotDefinition read) -> new DefinitionResult.Valid(read);
      case ParseResult.Refused<BotDefinition>(ApiError error) ->
          new DefinitionResult.Unreadable(error.reason());
    };
  }

  private BotDefinition definition() {
    SettingsChange named = settings();
    SettingsChange change =
        fields
            .object(MANAGED)
            .map(own -> named.followedBy(SettingsBody.change(own, config, scripts)))
            .orElse(named);
    return new BotDefinition(change, name(), remarks);
  }

  private SettingsChange settings() {
    return new SettingsChange(
        present(process().map(process -> process == 1)),
        present(inactivity()),
        new Edit.Keep<>(),
        present(fields.string(LANGUAGE, 1, SettingsBody.MAX_LANGUAGE)),
        present(fields.bool(CLEAR_TOKENS)),
        present(
            fields
                .bool(SKIP_MESSAGE)
                .map(skips -> skips ? ClosureBehavior.SILENT : ClosureBehavior.MESSAGE)),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        fields.object(SCRIPT).map(this::script).orElseGet(Edit.Keep::new),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        messages(),
        new Edit.Keep<>());
  }

  private Optional<Long> process() {
    OptionalLong process = fields.integer(PROCESS, 0, 1);
    return process.isPresent() ? Optional.of(process.getAsLong()) : Optional.empty();
  }

  /** Reads milliseconds, rounded up to minutes. The bounds are checked when they are applied. */
  private Optional<Duration> inactivity() {
    OptionalLong millis = fields.integer(INACTIVITY, 1, Long.MAX_VALUE);
    return millis.isPresent()
        ? Optional.of(Duration.ofMinutes(Math.ceilDiv(millis.getAsLong(), MINUTE)))
        : Optional.empty();
  }

  private Edit<String> script(FieldReader given) {
    if (!given.bool(ENABLE).orElse(false)) {
      return new Edit.Drop<>();
    }
    return SettingsBody.script(given, SCRIPT_TEXT, scripts) instanceof Edit.Put<String> set
        ? set
        : new Edit.Drop<>();
  }

  private MessageChange messages() {
    Edit<Boolean> redacts = present(fields.bool(REDACTS));
    Optional<List<Json>> given = fields.items(PATTERNS);
    if (given.isEmpty()) {
      return new MessageChange(new Edit.Keep<>(), new Edit.Keep<>(), redacts, new Edit.Keep<>());
    }
    List<PiiPattern> patterns = new ArrayList<>();
    boolean isRedactionWhole = readPatterns(given.get(), patterns);
    if (!isRedactionWhole) {
      remarks.add("keepMessages is false, because an enabled pattern was left out");
    }
    return new MessageChange(
        isRedactionWhole ? new Edit.Keep<>() : new Edit.Put<>(false),
        new Edit.Keep<>(),
        redacts,
        new Edit.Put<>(List.copyOf(patterns)));
  }

  /**
   * Reads patterns, as many as a bot can have. Says which are left out.
   *
   * @return whether every enabled pattern was read
   */
  private boolean readPatterns(List<Json> given, List<PiiPattern> patterns) {
    Set<String> types = new HashSet<>();
    boolean isWhole = true;
    int parts = 0;
    int leftOut = 0;
    for (Json one : given) {
      Optional<String> objection =
          switch (read(one)) {
            case ParseResult.Refused<PiiPatternBody>(ApiError error) -> Optional.of(error.reason());
            case ParseResult.Value<PiiPatternBody>(PiiPatternBody read) -> {
              Optional<String> excess = excess(patterns.size(), parts + read.parts());
              if (excess.isEmpty() && types.add(read.pattern().piiType())) {
                patterns.add(read.pattern());
                parts += read.parts();
                yield Optional.empty();
              }
              yield excess.or(() -> Optional.of("an earlier pattern has its name"));
            }
          };
      if (objection.isPresent()) {
        isWhole &= !isEnabled(one);
        if (++leftOut <= PiiRedaction.MAX_PATTERNS) {
          remarks.add("the pattern " + label(one) + " was left out: " + objection.get());
        }
      }
    }
    if (leftOut > PiiRedaction.MAX_PATTERNS) {
      remarks.add(leftOut - PiiRedaction.MAX_PATTERNS + " more patterns were left out");
    }
    return isWhole;
  }

  private static ParseResult<PiiPatternBody> read(Json pattern) {
    return pattern instanceof JsonObject object
        ? FieldReader.read(object, PiiPatternBody::read)
        : new ParseResult.Refused<>(ApiError.badRequest("it is not an object"));
  }

  private static Optional<String> excess(int patterns, int parts) {
    if (patterns == PiiRedaction.MAX_PATTERNS) {
      return Optional.of("a bot has at most " + PiiRedaction.MAX_PATTERNS + " patterns");
    }
    return parts > Redactor.MAX_PARTS
        ? Optional.of("the enabled patterns have at most " + Redactor.MAX_PARTS + " parts")
        : Optional.empty();
  }

  private static boolean isEnabled(Json pattern) {
    return pattern instanceof JsonObject object
        && object.members().get(PiiPatternBody.ENABLED) instanceof JsonBoolean(boolean enabled)
        && enabled;
  }

  private static String label(Json pattern) {
    return pattern instanceof JsonObject object
        ? object
            .text(PiiPatternBody.TYPE)
            .map(type -> "\"" + Excerpt.of(type) + "\"")
            .orElse("without a name")
        : "without a name";
  }

  /** Returns the first of the definition's names that can name a bot. */
  private Optional<String> name() {
    String language = fields.string(LANGUAGE, 1, SettingsBody.MAX_LANGUAGE).orElse("en");
    return Stream.of(
            member(CONFIG).text(NAME), text(NAME), member(LOCALES).object(language).text(NAME))
        .flatMap(Optional::stream)
        .map(String::strip)
        .filter(name -> !name.isEmpty() && Bot.isName(name))
        .findFirst();
  }

  private Optional<String> text(String name) {
    return fields.value(name).orElse(Json.NULL) instanceof JsonString(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private JsonObject member(String name) {
    return fields.value(name).orElse(Json.NULL) instanceof JsonObject object
        ? object
        : JsonObject.EMPTY;
  }

  private static <T> Edit<T> present(Optional<T> given) {
    return given.<Edit<T>>map(Edit.Put::new).orElseGet(Edit.Keep::new);
  }
}
