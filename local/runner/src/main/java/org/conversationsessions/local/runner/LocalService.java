package org.conversationsessions.local.runner;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.local.runner.database.DatabaseStreams;
import org.conversationsessions.local.runner.database.TableCreator;
import org.conversationsessions.local.runner.demo.Credentials;
import org.conversationsessions.local.runner.demo.DemoAccounts;
import org.conversationsessions.local.runner.files.OwnerOnly;
import org.conversationsessions.local.runner.http.HttpRouter;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.HostProgram;
import org.conversationsessions.local.runner.lambda.LocalFunctions;
import org.conversationsessions.local.runner.net.LoopbackServer;
import org.conversationsessions.local.runner.net.Responder;
import org.conversationsessions.local.runner.stream.StreamAccess;
import org.conversationsessions.local.template.Environment;
import org.conversationsessions.local.template.FunctionResource;
import org.conversationsessions.local.template.Template;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The whole service, running on this machine (contract, section 12). */
public final class LocalService implements AutoCloseable {
  private static final int INVOCATIONS_AT_A_TIME = 8;
  private static final Set<String> RECORDERS =
      Set.of("RecordActivityFunction", "RecordBusActivityFunction");

  private final Resources started;
  private final URI url;
  private final Database database;
  private final Functions functions;
  private final Credentials credentials;
  private final RegistryAdmin registry;
  private final CompletableFuture<String> ended;

  private LocalService(
      Resources started,
      URI url,
      Database database,
      Functions functions,
      Credentials credentials,
      RegistryAdmin registry,
      CompletableFuture<String> ended) {
    this.started = started;
    this.url = url;
    this.database = database;
    this.functions = functions;
    this.credentials = credentials;
    this.registry = registry;
    this.ended = ended;
  }

  /**
   * Starts the service; returns when it is ready.
   *
   * @throws StartException if it cannot start; the message is for the person who started it
   */
  public static LocalService start(Options options) {
    return start(options, Clock.systemUTC());
  }

  /**
   * Starts the service; returns when it is ready.
   *
   * @param eventClock the time of the bus, queues, streams and schedules. The functions have the
   *     system's.
   * @throws StartException if it cannot start; the message is for the person who started it
   */
  public static LocalService start(Options options, Clock eventClock) {
    Resources started = new Resources();
    try {
      return start(options, eventClock, started);
    } catch (IOException | RuntimeException e) {
      started.close();
      throw e instanceof StartException s ? s : new StartException(FileFaults.message(e), e);
    }
  }

  /** Returns the URL of the HTTP API and of the AWS services. */
  public URI url() {
    return url;
  }

  /** Returns the database's URL. */
  public URI dynamoDbUrl() {
    return database.endpoint();
  }

  /**
   * Completes with a reason when the service cannot continue because its database is lost. The
   * service must still be closed.
   */
  public CompletableFuture<String> ended() {
    return ended.copy();
  }

  /** Returns the database's process, if the runner started it. */
  Optional<ProcessHandle> databaseProcess() {
    return database.started().map(DatabaseSupervisor::process);
  }

  /** Returns the functions of the template. */
  public Functions functions() {
    return functions;
  }

  /** Returns the demo accounts. */
  public Credentials credentials() {
    return credentials;
  }

  /** Returns the registry, for registering accounts, bots and apps. */
  public RegistryAdmin registry() {
    return registry;
  }

  /** Stops the service and all its processes. */
  @Override
  public void close() {
    started.close();
  }

  private static LocalService start(Options options, Clock eventClock, Resources started)
      throws IOException {
    LoopbackServer server = started.add(bind(options.port()));
    OwnerOnly.folder(options.home());
    if (options.data().isPresent()) {
      started.add(DataLock.take(options.data().get()));
    }
    Clock clock = Clock.systemUTC();
    CompletableFuture<String> ended = new CompletableFuture<>();
    // Its JVM takes about a second to start, so it starts in the background.
    CompletableFuture<Database> starting = Background.start(() -> database(options, clock, ended));
    started.add(() -> Background.whenDone(starting, Database::close));
    CompletableFuture<Responder> responder = new CompletableFuture<>();
    CompletableFuture<Void> serving =
        Background.start(
            () -> {
              // Requests wait until everything has started.
              server.start(call -> Background.await(responder).answer(call));
              return null;
            });
    started.add(() -> Background.whenDone(serving, _ -> {}));
    String key = SecretsKey.in(options.state().resolve("secrets-key"));
    Template template =
        Template.read(
            options.root().resolve("template.yaml"),
            options.parameters(),
            Environment.local(server.url(), reference -> key));
    RunFolder run = started.add(RunFolder.make(options.home().resolve("run")));
    List<FunctionResource> definitions =
        LocalFunctions.unpacked(template.functions(), run.path().resolve("functions"));
    Database database = Background.await(starting);
    DynamoDbClient client = started.add(database.client());
    database.check(client);
    new TableCreator(client).create(template.resources());
    StoredRegistry registry = StoredRegistry.of(client, template, key);
    DatabaseStreams streams =
        new DatabaseStreams(client, started.add(database.streamsClient()), LocalAws.REGION);
    List<FunctionResource> resources = definitions.stream().map(streams::withStreamArns).toList();
    Credentials credentials = credentials(options, server.url(), database, registry);
    LocalFunctions processes =
        started.add(
            LocalFunctions.of(
                resources,
                new LocalFunctions.Settings(
                    run.path().resolve("functions"),
                    options.home().resolve("logs"),
                    HostProgram.ours(run.path().resolve("host"), INVOCATIONS_AT_A_TIME),
                    new LocalAws(server.url(), database.endpoint()).environment(),
                    clock,
                    () -> UUID.randomUUID().toString(),
                    System.err::println)));
    ActivityMonitor monitored = new ActivityMonitor(processes, RECORDERS, clock);
    EventServices events =
        started.add(
            EventServices.start(
                template.resources(),
                resources,
                new EventServices.Collaborators(
                    monitored,
                    eventClock,
                    options.home().resolve("events.jsonl"),
                    server.url(),
                    new StreamAccess(streams, options.checkpoints()),
                    new EventServices.ScheduleControl(
                        options.schedule(), monitored::isRecording))));
    responder.complete(
        new HttpRouter(
            resources, monitored, events.services(), clock, () -> UUID.randomUUID().toString()));
    Background.await(serving);
    if (options.warmUp()) {
      processes.warmUp();
    }
    return new LocalService(
        started, server.url(), database, monitored, credentials, registry.admin(), ended);
  }

  private static Database database(Options options, Clock clock, CompletableFuture<String> ended)
      throws IOException {
    return Database.of(
        options, clock, message -> System.err.println("bin/local: " + message), ended::complete);
  }

  private static LoopbackServer bind(int port) throws IOException {
    try {
      return LoopbackServer.bind(port);
    } catch (BindException e) {
      throw new StartException("port " + port + " is in use; choose another with --port", e);
    }
  }

  private static Credentials credentials(
      Options options, URI url, Database database, StoredRegistry registry) throws IOException {
    Credentials credentials =
        new DemoAccounts(new SecureRandom())
            .register(
                options.state().resolve("credentials.json"),
                options.home().resolve("credentials.json"),
                url,
                database.endpoint(),
                registry);
    credentials.write(options.home().resolve("credentials.json"));
    return credentials;
  }
}
