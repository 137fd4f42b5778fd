package org.conversationsessions.script;

import java.util.Optional;
import org.mozilla.javascript.Context;

/** Checks the syntax of closing scripts. Does not run them. Thread-safe. */
public final class ScriptSyntax {
  private final ScriptDialect dialect = new ScriptDialect();

  /**
   * Returns why a text is not a script: the parser's message, with line and column if it knows
   * them; empty if it is a script. The message may quote the script, at any length.
   */
  public Optional<String> objection(String script) {
    try (Context context = dialect.enterContext()) {
      dialect.read(context, script);
      return Optional.empty();
    } catch (UnreadableScriptException e) {
      return Optional.of(position(e) + e.reason());
    }
  }

  /** Returns the place of the error. Rhino does not report it for an invalid regular expression. */
  private static String position(UnreadableScriptException e) {
    return e.line() < 1 ? "" : "line " + e.line() + ", column " + e.column() + ": ";
  }
}
