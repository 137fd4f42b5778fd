package org.conversationsessions.local.runner.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that only their owner can read, where the file system supports permissions. */
public final class PrivateFile {
  private PrivateFile() {}

  /** Writes a file atomically; creates its folder if missing. */
  public static void write(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    Files.createDirectories(folder);
    // Only its owner can use a temporary file, from the start; moving it replaces the old file as a
    // whole.
    Path temporary = OwnerOnly.temporary(folder, "." + file.getFileName(), ".new");
    Files.write(temporary, content);
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
