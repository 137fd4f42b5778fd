package org.conversationsessions.cli.export;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.conversationsessions.api.time.IsoTime;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.ProgressDisplay;
import org.conversationsessions.cli.connection.ApiOptions;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.cli.replay.send.Backoff;
import org.conversationsessions.cli.replay.send.BotResource;
import org.conversationsessions.cli.replay.send.PatientCalls;
import org.conversationsessions.cli.replay.send.ReplayClock;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/admin export}: writes a bot's sessions and messages to a file or standard output. */
@Command(
    name = "export",
    description = {
      "Exports a bot's sessions of any range of time, and their messages, from the newest session to"
          + " the oldest. Reads them over the API, as an app of the bot: the app needs the scope"
          + " bot_sessions:read, with --messages also chat_history:read. Needs no AWS credentials"
          + " with --url.",
      "ndjson: one JSON object a line, with the API's own fields after record (session or message)."
          + " csv: one header for sessions and messages; docs/operating.md describes the columns.",
      "A broken export prints a cursor with which it goes on."
    },
    footer = {
      "",
      "Examples:",
      "  bin/admin export --bot st-… --from 2026-11-01 --to 2026-11-30 --format csv > november.csv",
      "  bin/admin export --bot st-… --user ada@example.com --messages --output ada.ndjson",
      "  bin/admin export --cursor eyJ… --output ada.ndjson",
      "  bin/admin export --bot st-… --url https://… --app cs-… --secret-stdin < secret.txt"
    })
public final class ExportCommand implements Callable<Integer> {
  private static final String NDJSON = "ndjson";

  @Option(names = "--bot", paramLabel = "ST", description = "The bot. Needed without --cursor.")
  private @Nullable String bot;

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "Export only this end user's sessions. The spelling must match exactly.")
  private @Nullable String user;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Export sessions that start at this date or time (2026-11-01, 2026-11-01T09:30Z) or"
              + " later. No zone: UTC. Default: 1970, which takes some minutes, because each query"
              + " is for a week at most.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description =
          "Export sessions that start at this time or earlier; a date means its end. Default and"
              + " maximum: now.")
  private @Nullable String to;

  @Option(
      names = "--messages",
      description = "Export the sessions' messages too, after each group of 50 sessions.")
  private boolean messages;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "ndjson or csv. Default: " + NDJSON + ".")
  private @Nullable ExportFormat format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Write to this file, which only you can read. FILE.part is its part while the export"
              + " runs, FILE.cursor the cursor to continue with. Default: standard output.")
  private @Nullable Path output;

  @Option(names = "--overwrite", description = "Replace FILE if it exists.")
  private boolean overwrite;

  @Option(
      names = "--cursor",
      paramLabel = "C",
      description =
          "Continue a broken export. The cursor contains what is exported; give --output,"
              + " service and app as before.")
  private @Nullable String cursor;

  @Mixin private final ApiOptions api = new ApiOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final TargetOptions target;
  private final CommandContext context;
  private final ReplayClock clock;

  /** Creates a command that reads from the installation that the options name. */
  public ExportCommand(TargetOptions target, CommandContext context) {
    this(target, context, ReplayClock.SYSTEM);
  }

  ExportCommand(TargetOptions target, CommandContext context, ReplayClock clock) {
    this.target = target;
    this.context = context;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    ExportCursor start = start();
    require(output != null || !overwrite, "--overwrite needs --output");
    ExportRequest request = start.request();
    Function<String, BotResource> resources =
        api.resources(
            target,
            context,
            request.bot(),
            request.messages() ? Set.of(Scope.READ, Scope.READ_MESSAGES) : Set.of(Scope.READ));
    try (ExportOutput to = open(start.totals().bytes())) {
      export(
          start,
          to,
          history(resources.apply("getSessions"), "sessions"),
          history(resources.apply("getMessagesV2"), "messages"));
    }
    return 0;
  }

  private void export(
      ExportCursor start, ExportOutput to, HistoryResource sessions, HistoryResource messages) {
    AtomicReference<@Nullable ExportCursor> reached =
        new AtomicReference<>(cursor == null ? null : start);
    // Ctrl-C ends the process without an exception.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ExportCursor next = reached.get();
                  if (next != null) {
                    context.err().println("interrupted: " + to.advice(next));
                  }
                }));
    try (ProgressDisplay display = display(start.request().range())) {
      Exporter exporter =
          new Exporter(
              sessions,
              messages,
              to,
              next -> {
                reached.set(next);
                show(display, next);
              });
      context.err().println("exported " + exporter.run(start));
    } catch (CliException e) {
      throw withAdvice(e, reached.get(), to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw withAdvice(new CliException("interrupted", e), reached.get(), to);
    } finally {
      reached.set(null);
    }
  }

  private static CliException withAdvice(
      CliException e, @Nullable ExportCursor reached, ExportOutput to) {
    return reached == null
        ? e
        : new CliException(e.getMessage() + "; then " + to.advice(reached), e);
  }

  /** Returns a display of the days that are done; null without a terminal. */
  private @Nullable ProgressDisplay display(TimeWindow range) {
    return context.columns() == 0
        ? null
        : ProgressDisplay.ofItems(context, "export", Math.max(1, range.length().toDays()));
  }

  private static void show(@Nullable ProgressDisplay display, ExportCursor next) {
    if (display != null) {
      Duration done = Duration.between(next.window().to(), next.request().range().to());
      display.show(done.toDays(), next.totals().toString());
    }
  }

  private HistoryResource history(BotResource resource, String rows) {
    return new HistoryResource(
        resource, rows, new PatientCalls(new Backoff(context.random()), clock));
  }

  private ExportOutput open(long written) {
    if (output == null) {
      return new StandardOutput(context.out(), written);
    }
    return cursor == null
        ? ExportFile.create(output, overwrite)
        : ExportFile.resume(output, overwrite, written);
  }

  private ExportCursor start() {
    if (cursor != null) {
      require(
          bot == null && user == null && from == null && to == null && !messages && format == null,
          "--cursor contains what is exported: leave out --bot, --user, --from, --to, --messages"
              + " and --format");
      return ExportCursor.read(cursor);
    }
    require(bot != null && BotId.isValid(bot), "name the bot with --bot st-…");
    return ExportCursor.start(
        new ExportRequest(
            new BotId(String.valueOf(bot)),
            Optional.ofNullable(user),
            range(),
            messages,
            format == null ? ExportFormat.NDJSON : format),
        Exporter.WINDOW_DAYS);
  }

  private TimeWindow range() {
    // Sessions that start after the export began are not in it.
    Instant now = context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Instant first = from == null ? Instant.EPOCH : time("--from", from).instant();
    Instant last = to == null ? now : Collections.min(List.of(now, time("--to", to).lastInstant()));
    require(
        !first.isAfter(last.truncatedTo(ChronoUnit.MILLIS)),
        "--from " + first + " is after --to or in the future: the end is " + last);
    return new TimeWindow(first, last);
  }

  private IsoTime time(String option, String text) {
    return IsoTime.read(text)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    option + " is a date or time such as 2026-11-01 or 2026-11-01T09:30Z"));
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
