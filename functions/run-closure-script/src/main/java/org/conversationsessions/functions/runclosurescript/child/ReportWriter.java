package org.conversationsessions.functions.runclosurescript.child;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Tells the function of the script, word by word; each word is on its way when a method returns.
 * For several threads: the first that tells the end wins, and ends the process.
 */
final class ReportWriter implements ClearingListener {
  private final DataOutputStream out;

  ReportWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  synchronized void ready() throws IOException {
    out.writeByte(ScriptProtocol.READY);
    out.flush();
  }

  @Override
  public synchronized void all() {
    try {
      out.writeByte(ScriptProtocol.ALL);
      out.flush();
    } catch (IOException e) {
      halt();
    }
  }

  @Override
  public synchronized void profile(String name) {
    try {
      out.writeByte(ScriptProtocol.PROFILE);
      out.writeUTF(name);
      out.flush();
    } catch (IOException e) {
      halt();
    }
  }

  /** The script came to its end. Never returns. */
  synchronized void done() {
    try {
      out.writeByte(ScriptProtocol.DONE);
      out.flush();
    } catch (IOException e) {
      // Nobody listens.
    }
    halt();
  }

  /** The script did not. Never returns. */
  synchronized void failure(FailureKind kind, String message, int line) {
    try {
      out.writeByte(ScriptProtocol.FAILURE);
      out.writeUTF(kind.wire());
      out.writeUTF(shortened(message));
      out.writeInt(line);
      out.flush();
    } catch (IOException e) {
      // Nobody listens.
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

  /** At once: no hook, no finally block of the script's runs any more. */
  private static void halt() {
    Runtime.getRuntime().halt(0);
  }
}
