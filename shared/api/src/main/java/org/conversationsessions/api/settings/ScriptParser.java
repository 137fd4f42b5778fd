package org.conversationsessions.api.settings;

import java.util.Optional;

/** Checks the syntax of closing scripts. */
@FunctionalInterface
public interface ScriptParser {
  /** Returns the parser's message with line and column; empty if the script is valid. */
  Optional<String> validate(String script);
}
