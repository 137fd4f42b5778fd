package org.conversationsessions.cli.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.conversationsessions.cli.CliException;

/**
 * Writes an export to a file. Rows go to {@code FILE.part}, which gets its name when it is
 * complete; until then an existing file stays as it is. {@code FILE.cursor} holds the cursor that
 * continues after the rows that are durable. No user but the owner can read these files, from their
 * creation on.
 */
final class ExportFile implements ExportOutput {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final Path part;
  private final Path cursor;
  private final boolean overwrite;
  private final FileChannel channel;

  /** Whether the part is worth keeping: there is a cursor for it. */
  private boolean kept;

  private ExportFile(Path file, boolean overwrite, FileChannel channel, boolean kept) {
    this.file = file;
    this.part = withSuffix(file, ".part");
    this.cursor = withSuffix(file, ".cursor");
    this.overwrite = overwrite;
    this.channel = channel;
    this.kept = kept;
  }

  /**
   * Creates the part of a new export.
   *
   * @param overwrite whether an existing file is replaced in the end
   * @throws CliException if the file exists and must not be replaced, or a broken export has left a
   *     part of it
   */
  static ExportFile create(Path file, boolean overwrite) {
    requireFree(file, overwrite);
    Path part = withSuffix(file, ".part");
    try {
      return new ExportFile(file, overwrite, createPrivate(part), false);
    } catch (FileAlreadyExistsException e) {
      Path cursor = withSuffix(file, ".cursor");
      throw new CliException(
          part
              + " is left of a broken export: "
              + (Files.exists(cursor)
                  ? "continue it with --cursor \"$(cat " + cursor + ")\", or delete it"
                  : "delete it"),
          e);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  /**
   * Opens the part of a broken export and cuts what was written after its cursor.
   *
   * @param bytes the length that the part has at the cursor
   * @throws CliException if there is no such part
   */
  static ExportFile resume(Path file, boolean overwrite, long bytes) {
    requireFree(file, overwrite);
    Path part = withSuffix(file, ".part");
    try {
      FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
      if (channel.size() < bytes) {
        channel.close();
        throw new CliException(
            part + " is shorter than at the cursor: give the cursor of this file, or begin again");
      }
      channel.truncate(bytes).position(bytes);
      return new ExportFile(file, overwrite, channel, true);
    } catch (NoSuchFileException e) {
      throw new CliException(
          "there is no "
              + part
              + " to continue: name the file of the broken export, or leave out --output and"
              + " write the rest to standard output",
          e);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  @Override
  public int write(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    int length = bytes.remaining();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(part, e);
    }
    return length;
  }

  @Override
  public void checkpoint(ExportCursor reached) {
    Path next = withSuffix(file, ".cursor.new");
    try {
      channel.force(false);
      Files.deleteIfExists(next);
      try (FileChannel out = createPrivate(next)) {
        out.write(ByteBuffer.wrap((reached.text() + "\n").getBytes(StandardCharsets.UTF_8)));
      }
      Files.move(next, cursor, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(cursor, e);
    }
    kept = true;
  }

  @Override
  public void finish() {
    try {
      channel.force(true);
      requireFree(file, overwrite);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(cursor);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    kept = true;
  }

  @Override
  public String advice(ExportCursor reached) {
    return "continue with bin/admin export --output " + file + " --cursor " + reached.text();
  }

  @Override
  public void close() {
    try {
      channel.close();
      if (!kept) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireFree(Path file, boolean overwrite) {
    if (overwrite && Files.isDirectory(file)) {
      throw new CliException(file + " is a folder: name a file in it");
    }
    if (!overwrite && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new CliException(file + " exists: choose another name, or replace it by --overwrite");
    }
  }

  private static FileChannel createPrivate(Path path) throws IOException {
    return FileChannel.open(
        path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
  }

  private static Path withSuffix(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static CliException unwritable(Path path, IOException e) {
    return new CliException(
        path
            + " cannot be written: check the folder, its permissions and the free space ("
            + e
            + ")",
        e);
  }
}
