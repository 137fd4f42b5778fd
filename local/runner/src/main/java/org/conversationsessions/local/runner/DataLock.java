package org.conversationsessions.local.runner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Locks a data folder for one running service: two databases on the same files would destroy them.
 */
final class DataLock implements AutoCloseable {
  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks the folder, which is created if missing.
   *
   * @throws StartException if another service holds the lock
   */
  static DataLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new DataLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another service in this JVM holds it.
    }
    channel.close();
    throw new StartException(
        "another running service keeps its data in "
            + folder
            + "; end that one, or choose another folder with --data");
  }

  /** Releases the lock; the operating system also does so when the process ends. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
