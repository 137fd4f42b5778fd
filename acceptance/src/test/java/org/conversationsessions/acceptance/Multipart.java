package org.conversationsessions.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** The form of an upload, as curl sends it. */
public final class Multipart {
  /** The header {@code Content-Type} of every form. */
  public static final String CONTENT_TYPE = "multipart/form-data; boundary=------------f1d9";

  private static final String DELIMITER = "--------------f1d9";

  private Multipart() {}

  /** Returns the form with a file. */
  public static byte[] upload(String extension, byte[] file) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    write(body, "name=\"file\"; filename=\"botDefinition." + extension + "\"", file);
    write(body, "name=\"fileContext\"", "bulkImport".getBytes(UTF_8));
    write(body, "name=\"fileExtension\"", extension.getBytes(UTF_8));
    body.writeBytes((DELIMITER + "--\r\n").getBytes(UTF_8));
    return body.toByteArray();
  }

  private static void write(ByteArrayOutputStream body, String disposition, byte[] content) {
    body.writeBytes(
        (DELIMITER + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
            .getBytes(UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(UTF_8));
  }
}
