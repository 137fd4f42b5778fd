package org.conversationsessions.domain.imports;

/**
 * The lines of an import's status, in their order (contract, section 19). Kore.ai reports a line
 * for each component of a bot. Components that this service does not have are ignored.
 */
public enum ImportStep {
  /** The request. */
  REQUEST("importRequest"),
  /** Reading the definition. */
  DEFINITION("Bot Definition"),
  /** Ignored. */
  BOT_FUNCTIONS("BotFunctions"),
  /** Ignored. */
  DIALOG("Dialog"),
  /** Ignored. */
  KNOWLEDGE_TASKS("KnowledgeTasks"),
  /** Ignored. */
  SMALL_TALK("SmallTalk"),
  /** Ignored; spelled as Kore.ai does. */
  UTTERANCES("Utterences"),
  /** Ignored. */
  PATTERNS("Patterns"),
  /** Ignored. */
  BOT_VARIABLES("BotVariables"),
  /** Ignored. */
  STANDARD_RESPONSES("Standard Responses"),
  /** Ignored. */
  CUSTOM_TEMPLATES("CustomTemplates"),
  /** Applying the settings. */
  SETTINGS("settings"),
  /** The import as a whole. */
  BOT("importBot");

  private final String wire;

  ImportStep(String wire) {
    this.wire = wire;
  }

  /** Returns the name in JSON. */
  public String wire() {
    return wire;
  }

  /** Returns the step of this name. */
  public static ImportStep of(String wire) {
    for (ImportStep step : values()) {
      if (step.wire.equals(wire)) {
        return step;
      }
    }
    throw new IllegalArgumentException("no step of an import: " + wire);
  }
}
