package org.conversationsessions.cli.export;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.conversationsessions.cli.CliException;

/** Writes an export to standard output. */
final class StandardOutput implements ExportOutput {
  private final PrintWriter out;
  private final long before;

  /**
   * Creates an output.
   *
   * @param out standard output, in UTF-8
   * @param before the number of bytes that earlier commands have written of this export
   */
  StandardOutput(PrintWriter out, long before) {
    this.out = out;
    this.before = before;
  }

  @Override
  public int write(String text) {
    out.print(text);
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public void checkpoint(ExportCursor cursor) {
    flush();
  }

  @Override
  public void finish() {
    flush();
  }

  private void flush() {
    if (out.checkError()) {
      throw new CliException(
          "standard output cannot be written: its reader has ended, or the disk is full");
    }
  }

  @Override
  public String advice(ExportCursor cursor) {
    return "keep the first "
        + (cursor.totals().bytes() - before)
        + " bytes of this output, and go on after them with bin/admin export --cursor "
        + cursor.text();
  }

  @Override
  public void close() {
    out.flush();
  }
}
