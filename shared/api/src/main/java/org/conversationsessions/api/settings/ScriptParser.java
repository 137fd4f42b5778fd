package org.conversationsessions.api.settings;

import java.util.Optional;

/** Tells whether a custom script can be read. */
@FunctionalInterface
public interface ScriptParser {
  /** The parser's message, with line and column; empty if it can be read. */
  Optional<String> validate(String script);
}
