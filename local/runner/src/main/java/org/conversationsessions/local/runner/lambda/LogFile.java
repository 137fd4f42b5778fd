package org.conversationsessions.local.runner.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a function's log. */
final class LogFile {
  private static final int LINES = 20;

  private LogFile() {}

  /** Returns its last lines, as far as they can be read. */
  static String tail(Path log) {
    try {
      // Latin 1 decodes whatever a crashing process wrote.
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return "(" + e + ")";
    }
  }
}
