package org.conversationsessions.functions.runclosurescript.child;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Tells the function of the script, word by word; each word is on its way when a method returns.
 * For several threads: the first that tells the end wins, and ends the process.
 */
final class Report implements Cleared {
  private final DataOutputStream out;

  Report(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  synchronized void ready() throws IOException {
    out.writeByte(Word.READY);
    out.flush();
  }

  @Override
  public synchronized void all() {
    try {
      out.writeByte(Word.ALL);
      out.flush();
    } catch (IOException e) {
      halt();
    }
  }

  @Override
  public synchronized void profile(String name) {
    try {
      out.writeByte(Word.PROFILE);
      out.writeUTF(name);
      out.flush();
    } catch (IOException e) {
      halt();
    }
  }

  /** The script came to its end. Never returns. */
  synchronized void done() {
    try {
      out.writeByte(Word.DONE);
      out.flush();
    } catch (IOException e) {
      // Nobody listens.
    }
    halt();
  }

  /** The script did not. Never returns. */
  synchronized void failure(FailureKind kind, String message, int line) {
    try {
      out.writeByte(Word.FAILURE);
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
    if (message.length() <= Word.LONGEST_MESSAGE) {
      return message;
    }
    int end = Word.LONGEST_MESSAGE - 1;
    return message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  /** At once: no hook, no finally block of the script's runs any more. */
  private static void halt() {
    Runtime.getRuntime().halt(0);
  }
}
