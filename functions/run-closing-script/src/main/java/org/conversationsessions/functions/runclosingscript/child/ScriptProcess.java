package org.conversationsessions.functions.runclosingscript.child;

import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.conversationsessions.script.UnreadableScriptException;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/**
 * The main class of a script's process. It prepares the interpreter, reports that it is ready,
 * reads one script, runs it and ends. It reports by {@link ScriptProtocol}.
 */
public final class ScriptProcess {
  /** How long after its timeout a script is ended that hangs in a built-in, in milliseconds. */
  private static final long GRACE_MILLIS = 100;

  /** The interval between two checks of the used time, in milliseconds. */
  private static final long INTERVAL_MILLIS = 20;

  /** Loads classes before the script's time begins. */
  private static final String WARM_UP =
      "(function () { return ['a'].map(function (x) { return x + 1; }).length; })()";

  private ScriptProcess() {}

  /** Runs the process with the arguments of {@link ScriptLimits#toArguments}. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, UnreadableScriptException {
    ReportWriter report = new ReportWriter(new FileOutputStream(FileDescriptor.out));
    ScriptLimits limits = ScriptLimits.of(arguments);
    BoundedDialect dialect = new BoundedDialect(report, limits);
    ScriptableObject scope;
    try (Context context = dialect.enterContext()) {
      scope = Globals.create(context, report);
      dialect.read(context, WARM_UP).exec(context, scope, scope);
    }
    // Only the report may be written: Rhino prints when it finds a bug of its own.
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    report.writeReady();
    String script = read(new DataInputStream(System.in));
    Runnable run = new ScriptRun(dialect, scope, script, report);
    TimeBudget budget = new TimeBudget(limits);
    Thread thread = new Thread(null, run, "script", ScriptLimits.STACK_BYTES);
    thread.start();
    while (!budget.isUsedUp()) {
      thread.join(INTERVAL_MILLIS);
    }
    String message = budget.timeoutMessage();
    dialect.timeIsUp(message);
    thread.join(GRACE_MILLIS);
    report.writeFailure(FailureKind.TIMEOUT, message, 0);
  }

  private static String read(DataInputStream in) throws IOException {
    byte[] script = new byte[in.readInt()];
    in.readFully(script);
    return new String(script, StandardCharsets.UTF_8);
  }
}
