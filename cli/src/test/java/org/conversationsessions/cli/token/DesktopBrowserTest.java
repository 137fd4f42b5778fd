package org.conversationsessions.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
    assertThat(
            new DesktopBrowser(Map.of("PATH", "/none::\0", "DISPLAY", ":0"), "Linux", folder)
                .open(LINK))
        .isFalse();
    assertThat(new DesktopBrowser(Map.of(), "Mac OS X", folder).open(LINK)).isFalse();
  }

  @Test
  void theTokenIsInAFileOfTheOwnerAndNotInTheArguments() throws IOException {
    URI link = URI.create("https://api.example/console/?a=1&b=2#token=x");
    List<String> command = browser("Linux", "DISPLAY").command(folder.resolve("xdg-open"), link);

    assertThat(command).hasSize(2).noneMatch(argument -> argument.contains("token="));
    Path file = Path.of(command.getLast());
    assertThat(file).hasParent(folder).hasExtension("html");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file)
        .content()
        .contains("content=\"0; url=https://api.example/console/?a=1&amp;b=2#token=x\"");
  }

  private DesktopBrowser browser(String system, String variable) {
    return new DesktopBrowser(Map.of("PATH", "/none:" + folder, variable, ":0"), system, folder);
  }
}
