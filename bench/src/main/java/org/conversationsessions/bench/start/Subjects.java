package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.bench.start.probe.BareSdkHandler;
import org.conversationsessions.bench.start.probe.CallLog;
import org.conversationsessions.bench.start.probe.EmptyObjectHandler;
import org.conversationsessions.bench.start.probe.EmptyStreamHandler;
import org.conversationsessions.bench.start.probe.TimedHandler;
import org.conversationsessions.bench.start.probe.codec.ObjectCodecHandler;
import org.conversationsessions.bench.start.probe.codec.OwnCodecHandler;
import org.conversationsessions.bench.start.probe.codec.PageHandler;
import org.conversationsessions.bench.start.probe.codec.PageRows;
import org.conversationsessions.bench.start.probe.codec.StreamingCodecHandler;
import org.conversationsessions.bench.start.probe.codec.TreeCodecHandler;
import org.conversationsessions.local.template.FunctionResource;

/** The functions to measure: ours, and what it is held against. */
final class Subjects {
  private final Stage stage;
  private final Path work;
  private final Path ours;
  private final Path calls;

  /**
   * Prepares them.
   *
   * @param work a folder for their code
   */
  Subjects(Stage stage, Path work) {
    this.stage = stage;
    this.work = work;
    this.ours = Layout.unpacked(stage.history().code(), work.resolve("get-sessions"));
    this.calls = work.resolve("calls.txt");
    write(calls, callsOf(timed(Map.of(TimedHandler.RECORD, "yes"))));
  }

  /** Our function that answers for the history, as it is deployed. */
  Subject history() {
    return Subject.of("getSessions", stage.history(), ours, stage.aws(), event());
  }

  /** The same laid out otherwise. */
  Subject laidOut(String name) {
    Path into = work.resolve(name.replace(' ', '-'));
    Path root =
        switch (name) {
          case "compressed jar" -> Layout.oneJar(ours, into, false);
          default -> Layout.exploded(ours, into);
        };
    return Subject.of(name, stage.history(), root, stage.aws(), event());
  }

  /** The same for a client that takes compressed answers. */
  Subject compressed() {
    return Subject.of(
        "getSessions, gzip",
        stage.history(),
        ours,
        stage.aws(),
        stage.pageRequest(Optional.of("gzip")));
  }

  /** The same with a stopwatch around it and its calls. */
  Subject timed() {
    return timed(Map.of());
  }

  private Subject timed(Map<String, String> further) {
    Path root = work.resolve("timed");
    if (!Files.exists(root)) {
      Layout.unpacked(stage.history().code(), root);
      Layout.withPackageOf(TimedHandler.class, root);
      Path interceptors = root.resolve("software/amazon/awssdk/global/handlers");
      write(interceptors.resolve("execution.interceptors"), List.of(CallLog.class.getName()));
    }
    Map<String, String> environment = new HashMap<>(stage.history().environment());
    environment.put(TimedHandler.HANDLER, stage.history().handler());
    environment.putAll(further);
    return Subject.of("timed", probe(TimedHandler.class, environment), root, stage.aws(), event());
  }

  /** A stream handler that does nothing. */
  Subject emptyStream() {
    Path root = Layout.withPackageOf(EmptyStreamHandler.class, work.resolve("empty-stream"));
    Layout.with(root, Jars.of(List.of("aws-lambda-java-core")));
    return Subject.of(
        "empty stream handler",
        probe(EmptyStreamHandler.class, Map.of()),
        root,
        stage.aws(),
        event());
  }

  /** A handler of objects that does nothing. */
  Subject emptyObject() {
    Path root = Layout.withPackageOf(EmptyStreamHandler.class, work.resolve("empty-object"));
    Layout.with(
        root, Jars.of(List.of("aws-lambda-java-core", "aws-lambda-java-events", "joda-time")));
    return Subject.of(
        "empty POJO handler",
        probe(EmptyObjectHandler.class, Map.of()),
        root,
        stage.aws(),
        event());
  }

  /** The SDK as it comes, making our function's calls. */
  Subject bareSdk() {
    return bareSdk("bare SDK", List.of("url-connection-client"));
  }

  /** The bare SDK with each other client for HTTP there is. */
  List<Subject> otherHttpClients() {
    return List.of(
        bareSdk(
            "bare SDK, Apache 5",
            List.of("apache5-client", "httpclient5", "httpcore5", "httpcore5-h2")),
        bareSdk("bare SDK, AWS CRT", List.of("aws-crt-client", "crt-core", "aws-crt")));
  }

  private Subject bareSdk(String name, List<String> http) {
    Path root = Layout.withPackageOf(BareSdkHandler.class, work.resolve("bare-" + http.getFirst()));
    List<String> jars = new ArrayList<>(Jars.SDK);
    jars.add("aws-lambda-java-core");
    jars.addAll(http);
    Layout.with(root, Jars.of(jars));
    return Subject.of(
        name,
        probe(BareSdkHandler.class, Map.of(BareSdkHandler.CALLS, calls.toString())),
        root,
        stage.aws(),
        event());
  }

  /** Functions that only read an event and write a page from memory, each with another codec. */
  List<Subject> codecs() {
    Path rows = work.resolve("rows.txt");
    try (FunctionRun run = history().start()) {
      write(rows, PageRows.of(run.invoke(event()).payload()));
    }
    List<String> databind = List.of("jackson-core", "jackson-databind", "jackson-annotations");
    return List.of(
        codec(
            "codec: the service's own",
            OwnCodecHandler.class,
            List.of("api", "domain", "jackson-core"),
            rows),
        codec(
            "codec: Jackson, streaming",
            StreamingCodecHandler.class,
            List.of("jackson-core"),
            rows),
        codec("codec: Jackson, trees", TreeCodecHandler.class, databind, rows),
        codec("codec: Jackson, objects", ObjectCodecHandler.class, databind, rows));
  }

  private Subject codec(String name, Class<?> handler, List<String> libraries, Path rows) {
    Path root = Layout.withPackageOf(handler, work.resolve(handler.getSimpleName()));
    List<String> jars = new ArrayList<>(libraries);
    jars.add("aws-lambda-java-core");
    Layout.with(root, Jars.of(jars));
    return Subject.of(
        name,
        probe(handler, Map.of(PageHandler.ROWS, rows.toString())),
        root,
        stage.aws(),
        event());
  }

  private byte[] event() {
    return stage.pageRequest(Optional.empty());
  }

  private FunctionResource probe(Class<?> handler, Map<String, String> environment) {
    FunctionResource like = stage.history();
    return new FunctionResource(
        like.logicalId(),
        handler.getName(),
        like.code(),
        environment,
        like.timeout(),
        like.memoryMb(),
        List.of());
  }

  /** What a warm page takes, the page's query last. */
  private static List<String> callsOf(Subject timed) {
    try (FunctionRun run = timed.start()) {
      run.invoke(timed.event());
      run.invoke(timed.event());
      String report =
          new String(
              run.invoke(TimedHandler.REPORT.getBytes(StandardCharsets.UTF_8)).payload(),
              StandardCharsets.UTF_8);
      return report
          .lines()
          .skip(1)
          .sorted(
              Comparator.comparing((String line) -> line.split(" ", 2)[0])
                  .thenComparing(line -> line.contains("\"IndexName\"")))
          .toList();
    }
  }

  private static void write(Path file, List<String> lines) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
