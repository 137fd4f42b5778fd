package org.conversationsessions.cli.token;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The browser of the desktop: {@code open} on macOS, elsewhere {@code xdg-open} if there is a
 * graphical session. It gets a {@link LinkFile}, not the link.
 *
 * @param environment the process's environment variables
 * @param system the operating system, as the property {@code os.name} names it
 * @param temporary the folder for temporary files
 */
record DesktopBrowser(Map<String, String> environment, String system, Path temporary)
    implements BrowserOpener {
  @Override
  public boolean open(URI link) {
    Optional<Path> opener = opener();
    if (opener.isEmpty()) {
      return false;
    }
    try {
      new ProcessBuilder(command(opener.get(), link))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the command that opens a link, of which it writes the file. */
  List<String> command(Path opener, URI link) throws IOException {
    return List.of(opener.toString(), LinkFile.write(temporary, link).toString());
  }

  /** Returns the program that opens files; empty if there is none, or no screen. */
  Optional<Path> opener() {
    boolean mac = system.startsWith("Mac");
    if (!mac && !isSet("DISPLAY") && !isSet("WAYLAND_DISPLAY")) {
      return Optional.empty();
    }
    return Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> program(folder, mac ? "open" : "xdg-open").stream())
        .findFirst();
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  private static Optional<Path> program(String folder, String name) {
    try {
      return Optional.of(Path.of(folder, name)).filter(Files::isExecutable);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
