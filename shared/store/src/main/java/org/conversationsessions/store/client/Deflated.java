package org.conversationsessions.store.client;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.conversationsessions.application.UnreadableItemException;

/** Compresses bytes (DEFLATE without a header). */
public final class Deflated {
  private Deflated() {}

  /** Returns the compressed bytes. */
  public static byte[] of(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
      byte[] chunk = new byte[1024];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    }
  }

  /**
   * Returns the bytes that were compressed.
   *
   * @param valueName what they are, for the exception's message
   * @throws UnreadableItemException if they are damaged
   */
  public static byte[] inflate(byte[] bytes, String valueName) {
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(bytes);
      ByteArrayOutputStream out = new ByteArrayOutputStream(4 * bytes.length);
      byte[] chunk = new byte[1024];
      while (!inflater.finished()) {
        int length = inflater.inflate(chunk);
        if (length == 0 && !inflater.finished()) {
          throw new DataFormatException("truncated");
        }
        out.write(chunk, 0, length);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new UnreadableItemException(valueName + " cannot be read: it is damaged", e);
    }
  }
}
