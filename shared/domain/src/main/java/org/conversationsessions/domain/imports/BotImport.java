package org.conversationsessions.domain.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.registry.BotId;

/**
 * An import of a bot definition (contract, section 19).
 *
 * @param account the account that asked
 * @param createdBy the app that asked
 * @param createdAt when it was asked, in milliseconds
 * @param bot the bot whose settings are set
 * @param name what people call the bot; its identifier if it has no name
 * @param isNewBot whether the import registers the bot
 * @param appliesSettings whether settings are set
 * @param remarks what was left out of the settings, for people
 * @param outcome how it has ended
 */
public record BotImport(
    ImportId id,
    String account,
    String createdBy,
    Instant createdAt,
    BotId bot,
    String name,
    boolean isNewBot,
    boolean appliesSettings,
    List<String> remarks,
    Outcome outcome) {
  /** How long an import is shown. */
  public static final Duration KEPT = Duration.ofDays(30);

  /**
   * After this time an import that has not ended never will. A function lives for half a minute at
   * most.
   */
  public static final Duration LONGEST = Duration.ofMinutes(1);

  private static final String NOT_ASKED = "importOptions.settings does not name botSettings";
  private static final String INTERRUPTED =
      "the import was interrupted: either all of its settings were applied or none; import again";

  /** Copies the remarks. */
  public BotImport {
    remarks = List.copyOf(remarks);
  }

  /** How an import has ended. */
  public sealed interface Outcome {
    /** It has not ended. */
    record Pending() implements Outcome {}

    /** All settings were applied. */
    record Succeeded() implements Outcome {}

    /**
     * Nothing was applied.
     *
     * @param at the step that failed
     * @param reason the reason, for people
     */
    record Failed(ImportStep at, String reason) implements Outcome {}
  }

  /**
   * A line of the status.
   *
   * @param step what it is about
   * @param status how far that has come
   * @param message why it failed or was left out, or what was left out of it
   */
  public record Line(ImportStep step, ImportStatus status, Optional<String> message) {
    private Line(ImportStep step, ImportStatus status) {
      this(step, status, Optional.empty());
    }
  }

  /** Returns this import with another outcome. */
  public BotImport withOutcome(Outcome other) {
    return new BotImport(
        id, account, createdBy, createdAt, bot, name, isNewBot, appliesSettings, remarks, other);
  }

  /** Returns whether this import was interrupted: it is pending, and too old to end. */
  public boolean isInterrupted(Instant now) {
    return outcome instanceof Outcome.Pending && !now.isBefore(createdAt.plus(LONGEST));
  }

  /** Returns this import as it is shown after an interruption. */
  public BotImport interrupted() {
    return withOutcome(new Outcome.Failed(ImportStep.SETTINGS, INTERRUPTED));
  }

  /** Returns the status of the whole. */
  public ImportStatus status() {
    return switch (outcome) {
      case Outcome.Pending() -> ImportStatus.PENDING;
      case Outcome.Succeeded() -> ImportStatus.SUCCESS;
      case Outcome.Failed(_, _) -> ImportStatus.FAILED;
    };
  }

  /** Returns a line for each step. */
  public List<Line> lines() {
    return Arrays.stream(ImportStep.values()).map(this::line).toList();
  }

  private Line line(ImportStep step) {
    if (outcome instanceof Outcome.Failed(ImportStep at, String reason) && step == at) {
      return new Line(step, ImportStatus.FAILED, Optional.of(reason));
    }
    return switch (step) {
      case REQUEST, DEFINITION -> new Line(step, ImportStatus.SUCCESS);
      case SETTINGS -> settings();
      case BOT -> new Line(step, status());
      case BOT_FUNCTIONS,
          DIALOG,
          KNOWLEDGE_TASKS,
          SMALL_TALK,
          UTTERANCES,
          PATTERNS,
          BOT_VARIABLES,
          STANDARD_RESPONSES,
          CUSTOM_TEMPLATES ->
          new Line(step, ImportStatus.IGNORED);
    };
  }

  private Line settings() {
    if (!appliesSettings) {
      return new Line(ImportStep.SETTINGS, ImportStatus.IGNORED, Optional.of(NOT_ASKED));
    }
    if (status() == ImportStatus.FAILED) {
      return new Line(ImportStep.SETTINGS, ImportStatus.IGNORED);
    }
    return new Line(
        ImportStep.SETTINGS,
        status(),
        remarks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", remarks)));
  }
}
