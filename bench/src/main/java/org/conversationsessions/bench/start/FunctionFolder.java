package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.conversationsessions.local.runner.lambda.Artifact;

/** Assembles the folders from which functions run. */
final class FunctionFolder {
  private FunctionFolder() {}

  /** Returns a folder as a function's code. */
  static Artifact artifact(Path root) {
    try {
      return Artifact.unpack(root, root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unpacks an artifact into a new folder. */
  static Path unpacked(Path zip, Path into) {
    try {
      return Artifact.unpack(zip, into).root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies jars into a folder's {@code lib} and returns the folder. */
  static Path with(Path root, List<Path> jars) {
    try {
      Path lib = Files.createDirectories(root.resolve("lib"));
      for (Path jar : jars) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the classes of a class's package into a folder and returns the folder. */
  static Path withPackageOf(Class<?> type, Path root) {
    String folder = type.getPackageName().replace('.', '/');
    try {
      URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path from = Path.of(location);
      if (Files.isDirectory(from)) {
        copy(from.resolve(folder), root.resolve(folder));
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(from)) {
          copy(jar.getPath(folder), root.resolve(folder));
        }
      }
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path into) throws IOException {
    Files.createDirectories(into);
    try (Stream<Path> classes = Files.list(from)) {
      for (Path file : classes.filter(Files::isRegularFile).toList()) {
        Files.copy(file, into.resolve(file.getFileName().toString()));
      }
    }
  }
}
