package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every function's handler is driven by a test in memory, not only in a process of its own. */
class HandlerCoverageTest {
  @Test
  void everyHandlerIsCreatedByATestOfItsModule() throws Exception {
    List<String> handlers = new ArrayList<>();
    List<String> untested = new ArrayList<>();
    for (String function : Project.functionFolders()) {
      Path folder = Project.ROOT.resolve("functions").resolve(function);
      for (Path source : Project.mainSources(folder)) {
        String name = source.getFileName().toString().replace(".java", "");
        if (name.endsWith("Handler")) {
          handlers.add(name);
          if (!isCreated(name, folder)) {
            untested.add(name);
          }
        }
      }
    }
    assertThat(handlers).hasSameSizeAs(Project.functionFolders());
    assertThat(untested).isEmpty();
  }

  private static boolean isCreated(String handler, Path folder) throws IOException {
    for (Path file : Project.files("Test.java")) {
      if (file.startsWith(folder) && Files.readString(file).contains("new " + handler + "(")) {
        return true;
      }
    }
    return false;
  }
}
