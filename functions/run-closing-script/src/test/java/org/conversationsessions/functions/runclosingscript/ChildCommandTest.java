package org.conversationsessions.functions.runclosingscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.conversationsessions.functions.runclosingscript.child.ScriptLimits;
import org.junit.jupiter.api.Test;

class ChildCommandTest {
  private final ProcessBuilder builder =
      new ChildCommand(new ScriptLimits(7, 8, 9)).processBuilder();

  @Test
  void passesNoPartOfItsEnvironment() {
    assertThat(System.getenv()).isNotEmpty();
    assertThat(builder.environment()).isEqualTo(Map.of("LC_ALL", "C.UTF-8"));
  }

  @Test
  void passesOnlyTheClassesThatTheProcessNeeds() {
    String classPath = builder.command().get(builder.command().indexOf("-cp") + 1);
    assertThat(classPath.split(File.pathSeparator))
        .hasSize(3)
        .allSatisfy(place -> assertThat(Path.of(place)).exists())
        .anyMatch(place -> place.contains("rhino"));
  }

  @Test
  void usesItsOwnJvmAndPassesTheLimits() {
    assertThat(Path.of(builder.command().getFirst()))
        .isExecutable()
        .startsWith(Path.of(System.getProperty("java.home")));
    assertThat(builder.command()).endsWith("7", "8", "9");
  }
}
