package org.conversationsessions.quality.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the checkout. */
public final class Project {
  public static final Path ROOT = Path.of(System.getProperty("project.root"));

  private Project() {}

  /** The Java files below a folder that are part of what is built from {@code src/main}, sorted. */
  public static List<Path> mainSources(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> ROOT.relativize(file).toString().contains("src/main/java/"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
          .sorted()
          .toList();
    }
  }

  /**
   * Returns the files of the checkout that have one of these extensions, sorted. Skips what is
   * built or kept locally: folders named {@code target}, and hidden folders except {@code .ci} and
   * {@code .github}.
   */
  public static List<Path> files(String... extensions) throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(file -> Stream.of(extensions).anyMatch(file.toString()::endsWith))
          .filter(file -> isSource(ROOT.relativize(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static boolean isSource(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      boolean hidden = name.startsWith(".") && !name.equals(".ci") && !name.equals(".github");
      if (name.equals("target") || (hidden && !part.equals(relative.getFileName()))) {
        return false;
      }
    }
    return true;
  }

  /** Names of the folders of functions: those that have sources. */
  public static List<String> functionFolders() throws IOException {
    try (Stream<Path> all = Files.list(ROOT.resolve("functions"))) {
      return all.filter(folder -> Files.exists(folder.resolve("src")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
