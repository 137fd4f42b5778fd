package org.conversationsessions.script;

import java.util.Locale;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptRuntime;

/**
 * Rhino, set up for custom scripts: ECMAScript as far as Rhino knows it, never compiled to Java
 * classes, with no way to a Java class and no XML literals. Messages are English on every machine.
 */
public class ScriptDialect extends ContextFactory {
  /** What a script is called in its own stack traces. */
  private static final String NAME = "customScript";

  private static final String NO_XML = ScriptRuntime.getMessageById("msg.XML.not.available");

  /** The only dialect there is; subclasses may bound what a running script uses. */
  public ScriptDialect() {}

  /**
   * Reads a script, as far as code that could run; runs nothing of it.
   *
   * @param context one that this dialect made and that the calling thread is in
   * @throws UnreadableScriptException if it is none in this dialect, or nested deeper than the
   *     calling thread's stack allows
   */
  public final Script read(Context context, String script) throws UnreadableScriptException {
    try {
      return context.compileString(script, NAME, 1, null);
    } catch (RhinoException e) {
      throw new UnreadableScriptException(complaint(e), e.lineNumber(), e.columnNumber());
    } catch (StackOverflowError tooDeep) {
      throw new UnreadableScriptException("it is nested too deeply", 0, 0);
    } catch (RuntimeException defeated) {
      // Rhino's parser fails on some texts instead of refusing them. What it cannot read it could
      // not run.
      throw new UnreadableScriptException("the parser can make nothing of it", 0, 0);
    }
  }

  /**
   * Returns what the parser says. Its scanner knows the operators of E4X ({@code .(}, {@code ..},
   * {@code @}) even though the feature is off, and then misses XML instead of naming the mistake.
   */
  private static String complaint(RhinoException e) {
    if (!NO_XML.equals(e.details())) {
      return e.details();
    }
    String line = e.lineSource() == null ? "" : e.lineSource();
    String before = line.substring(0, Math.max(0, Math.min(e.columnNumber() - 1, line.length())));
    if (before.endsWith(".")) {
      return ScriptRuntime.getMessageById("msg.no.name.after.dot");
    }
    return line.startsWith("@", before.length())
        ? ScriptRuntime.getMessageById("msg.illegal.character", "@")
        : ScriptRuntime.getMessageById("msg.syntax");
  }

  @Override
  protected Context makeContext() {
    Context context = super.makeContext();
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setInterpretedMode(true);
    context.setClassShutter(className -> false);
    context.setLocale(Locale.ROOT);
    return context;
  }

  @Override
  protected boolean hasFeature(Context context, int feature) {
    // XML literals are no ECMAScript, and what they need at run time is not part of an artifact.
    return feature != Context.FEATURE_E4X && super.hasFeature(context, feature);
  }
}
