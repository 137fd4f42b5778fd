package org.conversationsessions.functions.runclosingscript.child;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Reports to the function what the script does. Each method flushes before it returns. Thread-safe:
 * the first thread that reports the end also ends the process.
 */
final class ReportWriter implements ClearingListener {
  private final DataOutputStream out;

  ReportWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  /** Reports that the process is ready for the script. */
  synchronized void writeReady() throws IOException {
    out.writeByte(ScriptProtocol.READY);
    out.flush();
  }

  @Override
  public synchronized void allCleared() {
    try {
      out.writeByte(ScriptProtocol.ALL);
      out.flush();
    } catch (IOException e) {
      halt();
    }
  }

  @Override
  public synchronized void profileCleared(String name) {
    try {
      out.writeByte(ScriptProtocol.PROFILE);
      out.writeUTF(name);
      out.flush();
    } catch (IOException e) {
      halt();
    }
  }

  /** Reports that the script completed. Never returns. */
  synchronized void writeDone() {
    try {
      out.writeByte(ScriptProtocol.DONE);
      out.flush();
    } catch (IOException e) {
      // The function no longer reads; the process ends anyway.
    }
    halt();
  }

  /** Reports that the script failed. Never returns. */
  synchronized void writeFailure(FailureKind kind, String message, int line) {
    try {
      out.writeByte(ScriptProtocol.FAILURE);
      out.writeUTF(kind.wire());
      out.writeUTF(shortened(message));
      out.writeInt(line);
      out.flush();
    } catch (IOException e) {
      // The function no longer reads; the process ends anyway.
    }
    halt();
  }

  private static String shortened(String message) {
    if (message.length() <= ScriptProtocol.MAX_MESSAGE_CHARACTERS) {
      return message;
    }
    int end = ScriptProtocol.MAX_MESSAGE_CHARACTERS - 1;
    return message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  /** Ends the process at once: no shutdown hook and no finally block of the script runs. */
  private static void halt() {
    Runtime.getRuntime().halt(0);
  }
}
