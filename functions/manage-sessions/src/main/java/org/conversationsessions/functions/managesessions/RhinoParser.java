package org.conversationsessions.functions.managesessions;

import java.util.Optional;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.api.settings.ScriptParser;
import org.conversationsessions.script.ScriptDialect;
import org.conversationsessions.script.UnreadableScriptException;
import org.mozilla.javascript.Context;

/**
 * Parses closing scripts with the same parser as the function that runs them. Does not run them.
 */
final class RhinoParser implements ScriptParser {
  private final ScriptDialect dialect = new ScriptDialect();

  @Override
  public Optional<String> validate(String script) {
    try (Context context = dialect.enterContext()) {
      dialect.read(context, script);
      return Optional.empty();
    } catch (UnreadableScriptException e) {
      // The reason may quote the script.
      return Optional.of(position(e) + Excerpt.of(e.reason()));
    }
  }

  /** Returns the place of the error. Rhino does not report it for an invalid regular expression. */
  private static String position(UnreadableScriptException e) {
    return e.line() < 1 ? "" : "line " + e.line() + ", column " + e.column() + ": ";
  }
}
