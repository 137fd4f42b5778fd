package org.conversationsessions.cli.replay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.DurationConverter;
import org.conversationsessions.cli.LocalCredentials;
import org.conversationsessions.cli.ProgressDisplay;
import org.conversationsessions.cli.replay.recording.Recording;
import org.conversationsessions.cli.replay.send.ActivityEndpoint;
import org.conversationsessions.cli.replay.send.HttpActivityEndpoint;
import org.conversationsessions.cli.replay.send.RenewedToken;
import org.conversationsessions.cli.replay.send.Replay;
import org.conversationsessions.cli.replay.send.ReplayClock;
import org.conversationsessions.cli.token.AppOptions;
import org.conversationsessions.cli.token.SigningApp;
import org.conversationsessions.cli.token.TokenSigner;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bin/replay}: sends recorded activity to a running service. */
@Command(
    name = "bin/replay",
    description = {
      "Sends recorded activity to a running service. A recording has one event a line; the events"
          + " of a conversation keep their order.",
      "Events that the service cannot take at the moment are sent again. Exit status 0 only if the"
          + " service took every event."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bin/replay recording.jsonl.gz --bot st-…",
      "  bin/replay recording.jsonl --bot st-… --speed 60 --max-pause 10s",
      "  zcat *.jsonl.gz | bin/replay - --bot st-… --clients 8",
      "  bin/replay r.jsonl --bot st-… --url https://… --app cs-… --secret-stdin < s.txt"
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final int MAX_BATCH = 100;
  private static final int MAX_CLIENTS = 64;

  /** A request body has at most 1 MiB (contract, section 3), less what encloses the events. */
  private static final int MAX_BYTES = (1 << 20) - 64;

  @Parameters(
      paramLabel = "FILE",
      description = "The recording: JSON lines, compressed with gzip or not; - for standard input.")
  private String file = "";

  @Option(
      names = "--bot",
      paramLabel = "ST",
      required = true,
      description = "The bot to record the activity for.")
  private String bot = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The service's address. Default: the local service.")
  private @Nullable URI url;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "Replay X times as fast as the events' timestamps. Default: no waiting.")
  private @Nullable Double speed;

  @Option(
      names = "--max-pause",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "With --speed: the longest wait between two events (10s, 1m).")
  private @Nullable Duration maxPause;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "4",
      description = "The number of concurrent requests, 1 to 64. Default: ${DEFAULT-VALUE}.")
  private int clients;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "The maximum number of events in a request, 1 to 100. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Mixin private final AppOptions app = new AppOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommandContext context;
  private final ReplayClock clock;

  /** Creates the command. */
  public ReplayCommand(CommandContext context) {
    this(context, ReplayClock.SYSTEM);
  }

  ReplayCommand(CommandContext context, ReplayClock clock) {
    this.context = context;
    this.clock = clock;
  }

  /** Runs the command as a program. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess();
    System.exit(CommandRunner.commandLine(new ReplayCommand(context), context).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    validate();
    SigningApp signing =
        app.choose(context, () -> DefaultApp.of(credentials(), bot, Set.of(Scope.WRITE)));
    ActivityEndpoint endpoint =
        new HttpActivityEndpoint(
            url == null ? credentials().url() : url,
            new BotId(bot),
            new RenewedToken(new TokenSigner(signing, context.clock()), context.clock()),
            context.clock());
    try (Recording recording = open()) {
      ReplaySummary summary = replay(recording, endpoint);
      summary.print(context.out(), context.err());
      return summary.isComplete() ? 0 : 1;
    }
  }

  private ReplaySummary replay(Recording recording, ActivityEndpoint endpoint)
      throws InterruptedException {
    Replay replay =
        new Replay(
            endpoint,
            new Replay.Settings(
                clients,
                batch,
                MAX_BYTES,
                speed == null ? 0 : speed,
                Optional.ofNullable(maxPause)),
            context.random(),
            clock);
    long start = clock.nanos();
    ProgressDisplay display =
        ProgressDisplay.ofBytes(context, "replay", recording.size(), clock::nanos);
    try (ProgressReporter _ = new ProgressReporter(display, replay.counts(), recording)) {
      replay.run(recording);
    }
    return new ReplaySummary(
        replay.counts().totals(), Duration.ofNanos(clock.nanos() - start), replay.stopReason());
  }

  private void validate() {
    require(BotId.isValid(bot), "--bot is st- and 1 to 64 letters, digits, - or _");
    require(clients >= 1 && clients <= MAX_CLIENTS, "--clients is 1 to " + MAX_CLIENTS);
    require(batch >= 1 && batch <= MAX_BATCH, "--batch is 1 to " + MAX_BATCH);
    require(
        speed == null || (speed > 0 && speed < Double.POSITIVE_INFINITY),
        "--speed is a number above 0");
    require(maxPause == null || speed != null, "--max-pause needs --speed");
    require(
        url == null
            || (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null),
        "--url is like http://127.0.0.1:8080");
    require(
        !file.equals("-") || !app.usesInput(),
        "- and --secret-stdin both read standard input: give only one");
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private LocalCredentials credentials() {
    return LocalCredentials.read(context.credentialsFile());
  }

  private Recording open() {
    if (!file.equals("-")) {
      return Recording.of(Path.of(file), MAX_BYTES);
    }
    try {
      return new Recording(context.in(), -1, MAX_BYTES);
    } catch (IOException e) {
      throw new CliException(
          "standard input cannot be read: pipe a recording in, or name a file (" + e + ")", e);
    }
  }
}
