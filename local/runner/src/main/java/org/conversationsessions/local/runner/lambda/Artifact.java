package org.conversationsessions.local.runner.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A function's unpacked code.
 *
 * @param root the folder of its classes, {@code /var/task} on Lambda
 * @param classPath that folder and the jars of its {@code lib}, sorted by name as on Lambda
 */
public record Artifact(Path root, List<Path> classPath) {
  /** Makes defensive copies. */
  public Artifact {
    classPath = List.copyOf(classPath);
  }

  /**
   * Unpacks a zip or jar; a folder is used as it is.
   *
   * @param into a folder to create
   */
  public static Artifact unpack(Path code, Path into) throws IOException {
    if (Files.isDirectory(code)) {
      return of(code);
    }
    Files.createDirectories(into);
    try (InputStream in = Files.newInputStream(code);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException(code + " has an entry outside its root: " + entry.getName());
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
        }
      }
    }
    return of(into);
  }

  private static Artifact of(Path root) throws IOException {
    List<Path> classPath = new ArrayList<>(List.of(root));
    Path lib = root.resolve("lib");
    if (Files.isDirectory(lib)) {
      try (Stream<Path> jars = Files.list(lib)) {
        jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(classPath::add);
      }
    }
    return new Artifact(root, List.copyOf(classPath));
  }
}
