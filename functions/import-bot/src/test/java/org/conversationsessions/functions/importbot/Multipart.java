package org.conversationsessions.functions.importbot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes multipart/form-data as curl does. */
final class Multipart {
  static final String CONTENT_TYPE = "multipart/form-data; boundary=----bound42";

  private static final String DELIMITER = "------bound42";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** Returns the form of an upload. */
  static Multipart upload(String extension, byte[] file) {
    return new Multipart()
        .file("file", "bot Definition.json", file)
        .field("fileContext", "bulkImport")
        .field("fileExtension", extension);
  }

  Multipart field(String name, String value) {
    return part("form-data; name=\"" + name + "\"", value.getBytes(UTF_8));
  }

  Multipart file(String name, String fileName, byte[] content) {
    return part(
        "form-data; name=\""
            + name
            + "\"; filename=\""
            + fileName
            + "\"\r\n"
            + "Content-Type: application/octet-stream",
        content);
  }

  private Multipart part(String disposition, byte[] content) {
    write(DELIMITER + "\r\nContent-Disposition: " + disposition + "\r\n\r\n");
    body.writeBytes(content);
    write("\r\n");
    return this;
  }

  byte[] finish() {
    write(DELIMITER + "--\r\n");
    return body.toByteArray();
  }

  private void write(String text) {
    body.writeBytes(text.getBytes(UTF_8));
  }
}
