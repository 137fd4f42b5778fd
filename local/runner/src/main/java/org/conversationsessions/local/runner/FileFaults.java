package org.conversationsessions.local.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Describes file errors: the JDK's messages are often only the file's name. */
final class FileFaults {
  private FileFaults() {}

  /** Returns a message for the person who started the service. */
  static String message(Exception fault) {
    IOException io =
        fault instanceof UncheckedIOException unchecked
            ? unchecked.getCause()
            : fault instanceof IOException checked ? checked : null;
    if (!(io instanceof FileSystemException file)) {
      return String.valueOf(fault.getMessage());
    }
    String description =
        switch (file) {
          case AccessDeniedException _ -> "may not be written or read by this user";
          case NoSuchFileException _ -> "does not exist";
          case FileAlreadyExistsException _ -> "is a file, but must be a folder";
          case NotDirectoryException _ -> "is not a folder";
          default -> "cannot be used: " + file.getReason();
        };
    return file.getFile() + " " + description;
  }
}
