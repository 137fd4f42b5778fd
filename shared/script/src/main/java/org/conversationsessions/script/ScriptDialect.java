package org.conversationsessions.script;

import java.util.Locale;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptRuntime;

/**
 * Rhino configured for closing scripts: ECMAScript as far as Rhino supports it, interpreted rather
 * than compiled to Java classes, without access to Java classes and without XML literals. Messages
 * are English on every machine.
 */
public class ScriptDialect extends ContextFactory {
  /** The name of a script in its stack traces. */
  private static final String NAME = "customScript";

  private static final String NO_XML = ScriptRuntime.getMessageById("msg.XML.not.available");

  /** Creates the dialect. Subclasses may limit what a running script uses. */
  public ScriptDialect() {}

  /**
   * Parses a script without running it.
   *
   * @param context a context of this dialect that the calling thread has entered
   * @throws UnreadableScriptException if it is not a script in this dialect, or is nested deeper
   *     than the calling thread's stack allows
   */
  public final Script read(Context context, String script) throws UnreadableScriptException {
    try {
      return context.compileString(script, NAME, 1, null);
    } catch (RhinoException e) {
      throw new UnreadableScriptException(reason(e), e.lineNumber(), e.columnNumber());
    } catch (StackOverflowError tooDeep) {
      throw new UnreadableScriptException("it is nested too deeply", 0, 0);
    } catch (RuntimeException internal) {
      // Rhino's parser fails on some texts instead of refusing them. It could not run them either.
      throw new UnreadableScriptException("the parser cannot read it", 0, 0);
    }
  }

  /**
   * Returns the parser's message. Its scanner knows the operators of E4X ({@code .(}, {@code ..},
   * {@code @}) even though the feature is off, and then reports missing XML instead of the mistake.
   */
  private static String reason(RhinoException e) {
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
    // XML literals are not ECMAScript, and the artifacts do not contain their runtime.
    return feature != Context.FEATURE_E4X && super.hasFeature(context, feature);
  }
}
