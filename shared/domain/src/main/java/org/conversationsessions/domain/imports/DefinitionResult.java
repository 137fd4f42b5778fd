package org.conversationsessions.domain.imports;

/** The result of reading a bot definition. */
public sealed interface DefinitionResult {
  /**
   * The definition can be imported.
   *
   * @param definition what it says
   */
  record Valid(BotDefinition definition) implements DefinitionResult {}

  /**
   * The definition cannot be imported.
   *
   * @param reason the reason, for people
   */
  record Unreadable(String reason) implements DefinitionResult {}
}
