package org.conversationsessions.script;

import java.io.Serial;

/** A text is not a script in the dialect. */
public final class UnreadableScriptException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String reason;
  private final int line;
  private final int column;

  UnreadableScriptException(String reason, int line, int column) {
    super(reason);
    this.reason = reason;
    this.line = line;
    this.column = column;
  }

  /**
   * Returns the parser's message without a position. It may have any length, because it may quote
   * the script.
   */
  public String reason() {
    return reason;
  }

  /** Returns the line, from 1; 0 or less if unknown, as in regular expressions. */
  public int line() {
    return line;
  }

  /** Returns the column of a known line, from 1. */
  public int column() {
    return column;
  }
}
