package org.conversationsessions.functions.managesessions;

import java.util.Optional;
import org.conversationsessions.api.settings.ScriptParser;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;

/** Reads custom scripts with Rhino, as far as code that could run; runs nothing of them. */
final class RhinoParser implements ScriptParser {
  @Override
  public Optional<String> complaint(String script) {
    try (Context context = Context.enter()) {
      context.setLanguageVersion(Context.VERSION_ES6);
      context.setInterpretedMode(true);
      context.compileString(script, "customScript", 1, null);
      return Optional.empty();
    } catch (EvaluatorException e) {
      return Optional.of(
          "line " + e.lineNumber() + ", column " + e.columnNumber() + ": " + e.details());
    } catch (StackOverflowError tooDeep) {
      return Optional.of("it is nested too deeply");
    }
  }
}
