package org.conversationsessions.functions.runclosingscript;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.functions.runclosingscript.ScriptProcessOutcome.ExecutionFailure;
import org.conversationsessions.functions.runclosingscript.child.FailureKind;
import org.conversationsessions.functions.runclosingscript.child.ScriptProtocol;

/**
 * Reads the report of a script's process, which is untrusted. An unknown or oversized message ends
 * the reading. Memory is bounded by the largest valid report.
 */
final class ReportReader {
  private final DataInputStream in;
  private final Set<String> profiles = new LinkedHashSet<>();
  private boolean all;

  ReportReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /** Waits until the process is ready. Returns false if it ends first or sends something else. */
  boolean awaitReady() {
    try {
      return in.read() == ScriptProtocol.READY;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads the report up to the script's end or failure.
   *
   * @return empty if the report ends before that or is invalid
   */
  Optional<ScriptProcessOutcome> readOutcome() {
    try {
      while (true) {
        switch (in.read()) {
          case ScriptProtocol.ALL -> all = true;
          case ScriptProtocol.PROFILE -> readProfile(in.readUTF());
          case ScriptProtocol.DONE -> {
            return Optional.of(new ScriptProcessOutcome(all, names(), Optional.empty()));
          }
          case ScriptProtocol.FAILURE -> {
            return Optional.of(outcomeWith(failure()));
          }
          default -> {
            return Optional.empty();
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns what has been read so far, with this failure. */
  ScriptProcessOutcome outcomeWith(ExecutionFailure failure) {
    return new ScriptProcessOutcome(all, names(), Optional.of(failure));
  }

  private void readProfile(String name) {
    int length = name.codePointCount(0, name.length());
    if (length == 0
        || length > ScriptProtocol.MAX_NAME_CHARACTERS
        || profiles.size() == ScriptProtocol.MAX_NAMES) {
      throw new IllegalArgumentException("an invalid name, or too many names");
    }
    profiles.add(name);
  }

  private ExecutionFailure failure() throws IOException {
    return new ExecutionFailure(kind(in.readUTF()), in.readUTF(), in.readInt());
  }

  private static FailureKind kind(String wire) {
    for (FailureKind kind : FailureKind.values()) {
      // The caller retries a platform failure; a script must not be able to cause that.
      if (kind != FailureKind.PLATFORM && kind.wire().equals(wire)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("an unknown kind of failure");
  }

  private List<String> names() {
    return List.copyOf(profiles);
  }
}
