package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every package states its rule. */
class PackageRuleTest {
  @Test
  void everyPackageHasItsRuleInPackageInfo() throws Exception {
    Set<Path> packages = new TreeSet<>();
    for (String part : List.of("shared", "functions", "local", "cli", "bench")) {
      for (Path source : Project.mainSources(Project.ROOT.resolve(part))) {
        packages.add(Project.ROOT.relativize(source).getParent());
      }
    }
    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(
            folder ->
                assertThat(
                        Files.readString(Project.ROOT.resolve(folder).resolve("package-info.java")))
                    .contains("/**"));
  }
}
