package org.conversationsessions.functions.runclosurescript.child;

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
 * Runs one script and ends. It makes everything ready, says so, hears the script, and tells what
 * the script does in the words of {@link ScriptProtocol}.
 */
public final class ScriptProcess {
  /** How much later than the interpreter this ends a script, which then hangs in a built-in. */
  private static final long GRACE_MILLIS = 100;

  /** How often it looks how much time is used. */
  private static final long INTERVAL_MILLIS = 20;

  /** Runs before the script's time begins, so that the script need not wait for these classes. */
  private static final String WARM_UP =
      "(function () { return ['a'].map(function (x) { return x + 1; }).length; })()";

  private ScriptProcess() {}

  /** Runs; the arguments are those of {@link ScriptLimits#toArguments}. */
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
    // Only ReportWriter speaks: Rhino prints when it finds a bug of its own.
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    report.ready();
    String script = read(new DataInputStream(System.in));
    Runnable run = new ScriptRun(dialect, scope, script, report);
    TimeBudget time = new TimeBudget(limits);
    Thread thread = new Thread(null, run, "script", ScriptLimits.STACK_BYTES);
    thread.start();
    while (!time.isUp()) {
      thread.join(INTERVAL_MILLIS);
    }
    dialect.timeIsUp();
    thread.join(GRACE_MILLIS);
    report.failure(FailureKind.TIMEOUT, limits.tookTooLong(), 0);
  }

  private static String read(DataInputStream in) throws IOException {
    byte[] script = new byte[in.readInt()];
    in.readFully(script);
    return new String(script, StandardCharsets.UTF_8);
  }
}
