package org.conversationsessions.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.local.runner.LocalService;
import org.conversationsessions.local.runner.Options;
import org.conversationsessions.local.runner.demo.Credentials;

/**
 * The service that all tests share: one for the whole run, without a schedule. Each test takes a
 * bot of its own, so none sees another's sessions.
 */
final class RunningService {
  private static final Path HOME = newHome();
  private static final LocalService SHARED = start(HOME, Map.of());

  private RunningService() {}

  /** The shared service. */
  static LocalService get() {
    return SHARED;
  }

  /** A service of its own, with other parameters of the template; the caller closes it. */
  static LocalService start(Map<String, String> parameters) {
    return start(newHome(), parameters);
  }

  /** The folder with the shared service's files; {@code .local} of a checkout as a rule. */
  static Path home() {
    return HOME;
  }

  /** What the shared service seals secrets with. */
  static String secretsKey() {
    try {
      return Files.readString(HOME.resolve("secrets-key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first demo account. */
  static Credentials.Account account() {
    return get().credentials().accounts().getFirst();
  }

  /** A bot identifier that nobody else uses. */
  static BotId newBotId() {
    return new BotId("st-" + UUID.randomUUID());
  }

  /** The same, with its files in this folder. */
  static LocalService start(Path home, Map<String, String> parameters) {
    return start(home, parameters, Clock.systemUTC());
  }

  /** The same, with the time of its queues. */
  static LocalService start(Path home, Map<String, String> parameters, Clock eventClock) {
    Path root = Path.of(System.getProperty("project.root"));
    Options test = Options.forTest(root, home);
    LocalService service =
        LocalService.start(
            new Options(
                test.root(),
                test.home(),
                test.port(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                parameters),
            eventClock);
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    return service;
  }

  /** A service of its own that keeps its data in this folder; the caller closes it. */
  static LocalService startWithData(Path folder, Map<String, String> parameters) {
    Path root = Path.of(System.getProperty("project.root"));
    return LocalService.start(
        new Options(
            root,
            folder.resolve("home"),
            0,
            Optional.of(folder.resolve("data")),
            Optional.empty(),
            false,
            false,
            parameters));
  }

  /** A new folder for a service. */
  static Path newHome() {
    try {
      return Files.createTempDirectory("acceptance");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
