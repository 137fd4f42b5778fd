package org.conversationsessions.functions.runclosingscript.child;

import java.util.List;
import java.util.Objects;
import org.conversationsessions.script.UnreadableScriptException;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptableObject;

/** Runs one script and reports its end, which also ends the process: never returns. */
final class ScriptRun implements Runnable {
  /** Rhino's message for calls deeper than {@link ScriptLimits#DEPTH}. */
  private static final String TOO_DEEP = "Exceeded maximum stack depth";

  private final BoundedDialect dialect;
  private final ScriptableObject scope;
  private final String script;
  private final ReportWriter report;

  ScriptRun(BoundedDialect dialect, ScriptableObject scope, String script, ReportWriter report) {
    this.dialect = dialect;
    this.scope = scope;
    this.script = script;
    this.report = report;
  }

  @Override
  public void run() {
    try (Context context = dialect.enterContext()) {
      run(context);
    } catch (UnreadableScriptException e) {
      report.writeFailure(FailureKind.SYNTAX, e.reason(), e.line());
    } catch (RhinoException e) {
      report.writeFailure(kind(e), describe(e), e.lineNumber());
    } catch (StackOverflowError e) {
      report.writeFailure(FailureKind.STACK, TOO_DEEP, 0);
    } catch (OutOfMemoryError e) {
      // Not an exhausted heap, at which the JVM exits, but an impossible string or array size.
      report.writeFailure(FailureKind.MEMORY, "a string or array is too large", 0);
    } catch (Throwable internal) { // a failure inside Rhino
      report.writeFailure(FailureKind.FAILED, "the interpreter failed: " + internal.getClass(), 0);
    }
  }

  private void run(Context context) throws UnreadableScriptException {
    Script read = dialect.read(context, script);
    read.exec(context, scope, scope);
    List<Object> rejections = context.getUnhandledPromiseTracker().enumerate();
    if (!rejections.isEmpty()) {
      throw new JavaScriptException(rejections.getFirst(), "customScript", 0);
    }
    report.writeDone();
  }

  private static FailureKind kind(RhinoException e) {
    return e instanceof EvaluatorException && TOO_DEEP.equals(e.details())
        ? FailureKind.STACK
        : FailureKind.FAILED;
  }

  /** May run code of the thrown value, within the script's limits. */
  private static String describe(RhinoException e) {
    return Objects.requireNonNullElse(e.details(), "");
  }
}
