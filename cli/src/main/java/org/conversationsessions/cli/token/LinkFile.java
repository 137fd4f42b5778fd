package org.conversationsessions.cli.token;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A page that leads to a link with a token. Every user of a machine can see the arguments of a
 * process, but only the owner can read this file.
 */
final class LinkFile {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private LinkFile() {}

  /**
   * Writes a page. It outlives this process, which ends before the browser has read it.
   *
   * @param folder where it is written, under a new name
   */
  static Path write(Path folder, URI link) throws IOException {
    Path file = Files.createTempFile(folder, "console-", ".html", OWNER_ONLY);
    // No URI has a quotation mark or an angle bracket, so only the ampersand needs to be escaped.
    return Files.writeString(
        file,
        """
        <!doctype html>
        <meta charset="utf-8">
        <meta name="referrer" content="no-referrer">
        <meta http-equiv="refresh" content="0; url=%s">
        <title>Console</title>
        """
            .formatted(link.toASCIIString().replace("&", "&amp;")));
  }
}
