package org.conversationsessions.local.cli.replay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Durations;
import org.conversationsessions.local.cli.LocalCredentials;
import org.conversationsessions.local.cli.Program;
import org.conversationsessions.local.cli.Surroundings;
import org.conversationsessions.local.cli.token.AppOptions;
import org.conversationsessions.local.cli.token.SigningApp;
import org.conversationsessions.local.cli.token.TokenSigner;
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
      "Sends recorded activity, one event a line, to a running service: in order for each"
          + " conversation.",
      "What the service cannot take just now is sent again. Exit status 0 only if every event was"
          + " taken."
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

  /**
   * A request's body has at most 1 MiB (contract, section 3); what stands around the events is a
   * little.
   */
  private static final int MAX_BYTES = (1 << 20) - 64;

  @Parameters(
      paramLabel = "FILE",
      description = "Recording: JSON lines, compressed with gzip or not; - reads standard input.")
  private String file = "";

  @Option(
      names = "--bot",
      paramLabel = "ST",
      required = true,
      description = "The bot whose activity it is.")
  private String bot = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The service. Default: the one that bin/local runs.")
  private @Nullable URI url;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "X times real time, by the events' timestamps. Default: as fast as possible.")
  private @Nullable Double speed;

  @Option(
      names = "--max-pause",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "With --speed: the longest wait between two events (10s, 1m).")
  private @Nullable Duration maxPause;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "4",
      description = "Requests at a time, 1 to 64. Default: ${DEFAULT-VALUE}.")
  private int clients;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "100",
      description = "Most events in a request, 1 to 100. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Mixin private final AppOptions app = new AppOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Surroundings surroundings;
  private final Time time;

  /** Makes the command. */
  public ReplayCommand(Surroundings surroundings) {
    this(surroundings, Time.REAL);
  }

  ReplayCommand(Surroundings surroundings, Time time) {
    this.surroundings = surroundings;
    this.time = time;
  }

  /** The program. */
  public static void main(String[] args) {
    Surroundings surroundings = Surroundings.ofProcess();
    System.exit(Program.of(new ReplayCommand(surroundings), surroundings).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    check();
    SigningApp signing = app.choose(surroundings, () -> DefaultApp.of(credentials(), bot));
    HttpEndpoint endpoint =
        new HttpEndpoint(
            url == null ? credentials().url() : url,
            new BotId(bot),
            new RenewedToken(new TokenSigner(signing, surroundings.clock()), surroundings.clock()),
            surroundings.clock());
    try (Recording recording = open()) {
      Summary summary = replay(recording, endpoint);
      summary.print(surroundings.out(), surroundings.err());
      return summary.isComplete() ? 0 : 1;
    }
  }

  private Summary replay(Recording recording, Endpoint endpoint) throws InterruptedException {
    Tally tally = new Tally();
    Stop stop = new Stop();
    List<Lane> lanes = Stream.generate(() -> new Lane(batch, MAX_BYTES)).limit(clients).toList();
    Client client = new Client(endpoint, new Backoff(surroundings.random()), time, tally, stop);
    Pace pace = new Pace(speed == null ? 0 : speed, Optional.ofNullable(maxPause), time, stop);
    long start = time.nanos();
    try (Ticker _ = new Ticker(display(recording.size()), tally, recording)) {
      new Replay(lanes, client, pace, tally, stop).run(recording);
    }
    return new Summary(tally.figures(), Duration.ofNanos(time.nanos() - start), stop.reason());
  }

  private void check() {
    require(BotId.isValid(bot), "--bot is st- and 1 to 64 letters, digits, - or _");
    require(clients >= 1 && clients <= MAX_CLIENTS, "--clients is 1 to " + MAX_CLIENTS);
    require(batch >= 1 && batch <= MAX_BATCH, "--batch is 1 to " + MAX_BATCH);
    require(
        speed == null || (speed > 0 && speed < Double.POSITIVE_INFINITY),
        "--speed is a number above 0");
    require(maxPause == null || speed != null, "--max-pause goes with --speed");
    require(
        url == null
            || (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null),
        "--url is like http://127.0.0.1:8080");
    require(!file.equals("-") || !app.usesInput(), "- and --secret-stdin both read standard input");
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private LocalCredentials credentials() {
    return LocalCredentials.read(surroundings.credentialsFile());
  }

  private Recording open() {
    if (!file.equals("-")) {
      return Recording.of(Path.of(file), MAX_BYTES);
    }
    try {
      return new Recording(surroundings.in(), -1, MAX_BYTES);
    } catch (IOException e) {
      throw new CliException("standard input cannot be read: " + e.getMessage(), e);
    }
  }

  private Display display(long size) {
    return surroundings.columns() > 0
        ? new BarDisplay(surroundings.err(), size, surroundings.columns())
        : new LineDisplay(surroundings.err(), size, time);
  }
}
