package org.conversationsessions.functions.managesessions;

import java.util.Optional;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.api.settings.ScriptParser;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.RhinoException;

/** Reads custom scripts with Rhino, as far as code that could run; runs nothing of them. */
final class RhinoParser implements ScriptParser {
  @Override
  public Optional<String> complaint(String script) {
    try (Context context = Context.enter()) {
      context.setLanguageVersion(Context.VERSION_ES6);
      context.setInterpretedMode(true);
      context.compileString(script, "customScript", 1, null);
      return Optional.empty();
    } catch (RhinoException e) {
      // It may quote the script.
      return Optional.of(place(e) + Excerpt.of(e.details()));
    } catch (StackOverflowError tooDeep) {
      return Optional.of("it is nested too deeply");
    } catch (RuntimeException defeated) {
      // Rhino's parser fails on some texts instead of refusing them. What it cannot read it could
      // not run.
      return Optional.of("the parser can make nothing of it");
    }
  }

  /** Of a wrong regular expression Rhino does not tell the place. */
  private static String place(RhinoException e) {
    return e.lineNumber() < 1
        ? ""
        : "line " + e.lineNumber() + ", column " + e.columnNumber() + ": ";
  }
}
