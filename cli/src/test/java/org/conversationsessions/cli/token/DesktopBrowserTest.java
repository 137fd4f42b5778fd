package org.conversationsessions.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopBrowserTest {
  private static final URI LINK = URI.create("http://127.0.0.1/console/#token=x");

  @TempDir Path folder;

  @BeforeEach
  void installOpeners() throws IOException {
    for (String name : new String[] {"open", "xdg-open"}) {
      Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void theOpenerIsTheSystemsWhereThereIsAScreen() {
    assertThat(browser("Linux", "DISPLAY").opener()).contains(folder.resolve("xdg-open"));
    assertThat(browser("Linux", "WAYLAND_DISPLAY").opener()).contains(folder.resolve("xdg-open"));
    assertThat(browser("Mac OS X", "HOME").opener()).contains(folder.resolve("open"));
  }

  @Test
  void withoutAScreenOrAProgramNothingIsOpened() {
    assertThat(browser("Linux", "HOME").open(LINK)).isFalse();
    assertThat(new DesktopBrowser(Map.of("PATH", "/none::\0", "DISPLAY", ":0"), "Linux").open(LINK))
        .isFalse();
    assertThat(new DesktopBrowser(Map.of(), "Mac OS X").open(LINK)).isFalse();
  }

  private DesktopBrowser browser(String system, String variable) {
    return new DesktopBrowser(Map.of("PATH", "/none:" + folder, variable, ":0"), system);
  }
}
