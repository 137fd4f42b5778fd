package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.conversationsessions.local.runner.lambda.Artifact;

/** Puts functions' folders together. */
final class Layout {
  private Layout() {}

  /** A folder as a function's code. */
  static Artifact artifact(Path root) {
    try {
      return Artifact.unpack(root, root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unpacks an artifact into a folder that is made. */
  static Path unpacked(Path zip, Path into) {
    try {
      return Artifact.unpack(zip, into).root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies jars into a folder's {@code lib}. */
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

  /** Copies the classes of a class's package into a folder. */
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

  /** All classes of a folder and its jars, as files in one folder that is made. */
  static Path exploded(Path root, Path into) {
    Map<String, byte[]> all = contents(root);
    try {
      for (Map.Entry<String, byte[]> file : all.entrySet()) {
        Path target = into.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.write(target, file.getValue());
      }
      return into;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All classes of a folder and its jars, in one jar in a folder that is made. */
  static Path oneJar(Path root, Path into, boolean stored) {
    Map<String, byte[]> all = contents(root);
    try {
      Path lib = Files.createDirectories(into.resolve("lib"));
      try (ZipOutputStream jar =
          new ZipOutputStream(Files.newOutputStream(lib.resolve("function.jar")))) {
        for (Map.Entry<String, byte[]> file : all.entrySet()) {
          ZipEntry entry = new ZipEntry(file.getKey());
          if (stored) {
            CRC32 sum = new CRC32();
            sum.update(file.getValue());
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(file.getValue().length);
            entry.setCrc(sum.getValue());
          }
          jar.putNextEntry(entry);
          jar.write(file.getValue());
          jar.closeEntry();
        }
      }
      return into;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> contents(Path root) {
    Map<String, byte[]> all = new TreeMap<>();
    try {
      for (Path entry : artifact(root).classPath()) {
        if (Files.isDirectory(entry)) {
          continue;
        }
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(entry))) {
          for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
            String name = e.getName();
            if (e.isDirectory()
                || name.endsWith("module-info.class")
                || (name.startsWith("META-INF/") && !name.startsWith("META-INF/services/"))) {
              continue;
            }
            byte[] bytes = zip.readAllBytes();
            all.merge(
                name,
                bytes,
                (first, second) ->
                    name.startsWith("META-INF/services/") ? joined(first, second) : first);
          }
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return (new String(first, StandardCharsets.UTF_8)
            + "\n"
            + new String(second, StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
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
