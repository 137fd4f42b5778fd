package org.conversationsessions.functions.runclosurescript.child;

import java.util.List;
import java.util.Objects;
import org.conversationsessions.script.UnreadableScriptException;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptableObject;

/**
 * Runs one script and tells how it ended. Never returns: the end of the script is the process's.
 */
final class ScriptRun implements Runnable {
  /** Rhino's words when calls pass {@link ScriptLimits#DEPTH}. */
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
      report.failure(FailureKind.SYNTAX, e.complaint(), e.line());
    } catch (RhinoException e) {
      report.failure(kind(e), described(e), e.lineNumber());
    } catch (StackOverflowError e) {
      report.failure(FailureKind.STACK, TOO_DEEP, 0);
    } catch (OutOfMemoryError e) {
      // Not the heap's end, at which the JVM exits, but a size that no string or array can have.
      report.failure(FailureKind.MEMORY, "a string or array is too large", 0);
    } catch (Throwable defeated) { // whatever a script makes Rhino fail with
      report.failure(FailureKind.FAILED, "the interpreter failed: " + defeated.getClass(), 0);
    }
  }

  private void run(Context context) throws UnreadableScriptException {
    Script read = dialect.read(context, script);
    read.exec(context, scope, scope);
    List<Object> rejections = context.getUnhandledPromiseTracker().enumerate();
    if (!rejections.isEmpty()) {
      throw new JavaScriptException(rejections.getFirst(), "customScript", 0);
    }
    report.done();
  }

  private static FailureKind kind(RhinoException e) {
    return e instanceof EvaluatorException && TOO_DEEP.equals(e.details())
        ? FailureKind.STACK
        : FailureKind.FAILED;
  }

  /** This may call what the script threw, within the script's time. */
  private static String described(RhinoException e) {
    return Objects.requireNonNullElse(e.details(), "");
  }
}
