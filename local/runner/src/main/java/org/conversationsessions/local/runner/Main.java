package org.conversationsessions.local.runner;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bin/local}. */
@Command(
    name = "bin/local",
    description = {
      "Runs the whole service on this machine, in the foreground: every function of"
          + " template.yaml, its routes, schedules, streams and event rules. No Docker, no AWS"
          + " account.",
      "",
      "When it serves it prints one line, ready http://127.0.0.1:N, and before it what to try."
          + " Ctrl-C ends it.",
      ""
    },
    optionListHeading = "Options:%n",
    footer = {
      "",
      "Examples:",
      "  bin/local                            on port 8080, the data in memory",
      "  bin/local --demo                     with conversations to look at in the console",
      "  bin/local --data .local/data         the data is kept there",
      "  bin/local --set RetentionDays=1      a parameter of template.yaml",
      "",
      "Files, for this user's eyes only:",
      "  .local/credentials.json              demo accounts, the same at every start",
      "  .local/events.jsonl                  what the event bus delivered",
      "  .local/logs                          what the functions print",
      "",
      "What differs from AWS: docs/differences.md"
    },
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class Main implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to serve on, 0: any free one (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the data in this folder (default: in memory).")
  private @Nullable Path data;

  @Option(
      names = "--dynamodb",
      paramLabel = "URL",
      description = "Use the database at this endpoint instead of starting one.")
  private @Nullable URI dynamodb;

  @Option(
      names = "--no-schedule",
      description = "Schedules do not fire; invoke SweepInactiveFunction yourself.")
  private boolean noSchedule;

  @Option(
      names = "--demo",
      description =
          "Fill the first account's first two bots with made-up conversations of two months.")
  private boolean demo;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Another value for a parameter of template.yaml; may be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  private Main() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() {
    Path root = Path.of(System.getProperty("project.root", "")).toAbsolutePath().normalize();
    LocalService service;
    Path running = root.resolve(".local").resolve("run");
    if (RunFolder.isAnotherRunning(running)) {
      System.err.println(
          "bin/local: another bin/local of this checkout is running; this one overwrites"
              + " .local/credentials.json and the logs");
    }
    try {
      Options options =
          new Options(
              root,
              root.resolve(".local"),
              port,
              Optional.ofNullable(data).map(Path::toAbsolutePath),
              Optional.ofNullable(dynamodb),
              !noSchedule,
              true,
              parameters);
      service = LocalService.start(options);
    } catch (StartException | IllegalArgumentException e) {
      System.err.println("bin/local: " + e.getMessage());
      return 1;
    }
    AtomicInteger status = new AtomicInteger();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  service.close();
                  // A requested stop is not a failure, but the signal's exit status would be.
                  Runtime.getRuntime().halt(status.get());
                }));
    if (demo) {
      DemoData.fill(service, Instant.now());
    }
    System.err.println(
        Welcome.text(
            service,
            data != null || dynamodb != null,
            parameters.getOrDefault("Console", "true").equals("true"),
            Instant.now()));
    System.out.println("ready " + service.url());
    System.out.flush();
    String reason = service.ended().join();
    System.err.println("bin/local: " + reason);
    status.set(1);
    return 1;
  }
}
