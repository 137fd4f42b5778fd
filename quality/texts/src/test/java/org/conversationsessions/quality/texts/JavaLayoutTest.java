package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java file has google-java-format's layout. {@code bin/format} rewrites the files that have
 * not (it runs this test with {@code -Dformat=apply}).
 */
class JavaLayoutTest {
  @Test
  void everyJavaFileHasTheProjectsLayout() throws Exception {
    boolean apply = "apply".equals(System.getProperty("format"));
    Formatter formatter = new Formatter();
    List<Path> files = javaFiles(Path.of(System.getProperty("project.root")));
    assertThat(files).as("Java files found").isNotEmpty();
    List<Path> wrong = new ArrayList<>();
    for (Path file : files) {
      String before = Files.readString(file);
      String after = formatter.formatSource(RemoveUnusedImports.removeUnusedImports(before));
      if (before.equals(after)) {
        continue;
      }
      if (apply) {
        Files.writeString(file, after);
      } else {
        wrong.add(file);
      }
    }
    assertThat(wrong).as("files that bin/format would change").isEmpty();
  }

  private static List<Path> javaFiles(Path root) throws Exception {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = dir.getFileName().toString();
            return name.equals("target") || (name.startsWith(".") && !dir.equals(root))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
