package org.conversationsessions.script;

import java.io.Serial;

/** A text is no script. */
public final class UnreadableScriptException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String complaint;
  private final int line;
  private final int column;

  UnreadableScriptException(String complaint, int line, int column) {
    super(complaint);
    this.complaint = complaint;
    this.line = line;
    this.column = column;
  }

  /** What the parser says, without a place; of any length, because it may quote the script. */
  public String complaint() {
    return complaint;
  }

  /** The line, from 1; 0 or less where the parser does not know, as in regular expressions. */
  public int line() {
    return line;
  }

  /** The column of a known line, from 1. */
  public int column() {
    return column;
  }
}
