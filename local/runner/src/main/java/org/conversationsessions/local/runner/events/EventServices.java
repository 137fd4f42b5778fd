package org.conversationsessions.local.runner.events;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.conversationsessions.local.runner.http.AwsJsonService;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.template.FunctionEvent;
import org.conversationsessions.local.runner.template.FunctionResource;
import org.conversationsessions.local.runner.template.Resource;

/**
 * The event side of the service on one machine: bus, rules, queues, streams and schedules of the
 * template, at work until they are closed. Queued messages are kept where the streams' checkpoints
 * are; where these are not, they live in memory.
 */
public final class EventServices implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EventServices.class.getName());
  private static final Duration POLL = Duration.ofSeconds(20);
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final List<AwsJsonService> services;
  private final List<Worker> workers;
  private final ExecutorService deliveries;
  private final List<StreamMapping> streams;

  private EventServices(
      List<AwsJsonService> services,
      List<Worker> workers,
      ExecutorService deliveries,
      List<StreamMapping> streams) {
    this.services = List.copyOf(services);
    this.workers = List.copyOf(workers);
    this.deliveries = deliveries;
    this.streams = List.copyOf(streams);
  }

  /**
   * As {@link #start(List, List, Functions, Path, URI, Clock, boolean, BooleanSupplier,
   * StreamAccess)}, for queue URLs of no port and without streams.
   */
  public static EventServices start(
      List<Resource> resources,
      List<FunctionResource> functions,
      Functions invoker,
      Path eventsFile,
      Clock clock,
      boolean schedule,
      BooleanSupplier busy) {
    URI base = URI.create("http://127.0.0.1");
    return start(
        resources,
        functions,
        invoker,
        eventsFile,
        base,
        clock,
        schedule,
        busy,
        StreamAccess.none());
  }

  /**
   * Starts what the template declares.
   *
   * @param resources all of the template's; those of other kinds are passed over
   * @param functions all of the template's; events of other kinds are passed over
   * @param invoker runs the functions
   * @param eventsFile every event of the bus is appended to it, one line each
   * @param base where clients reach the services: queue URLs start with it
   * @param clock the time of events, visibility and schedules
   * @param schedule whether schedules run
   * @param busy whether activity is being recorded, which holds schedules back for a while
   * @param access to the streams of the template's tables
   * @throws IllegalArgumentException if the template asks for what cannot be honoured here
   */
  public static EventServices start(
      List<Resource> resources,
      List<FunctionResource> functions,
      Functions invoker,
      Path eventsFile,
      URI base,
      Clock clock,
      boolean schedule,
      BooleanSupplier busy,
      StreamAccess access) {
    Queues queues =
        new Queues(
            resources, clock, access.checkpoints().map(folder -> folder.resolveSibling("queues")));
    Rules rules = new Rules(resources, functions, queues, invoker);
    List<EventBus> buses = Buses.of(resources, rules.all(), new EventLog(eventsFile));
    List<QueueMapping> mappings = mappings(functions, queues, invoker);
    List<Schedules> schedules = schedules(functions, invoker, clock, busy);
    ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    List<StreamMapping> streams = new ArrayList<>();
    for (StreamSettings each : streamSettings(functions, queues)) {
      streams.add(new StreamMapping(each, access, queues, invoker, clock, deliveries));
    }

    // Nothing runs before everything is read: a template that cannot be honoured starts no thread.
    List<Worker> workers = new ArrayList<>();
    mappings.forEach(
        each -> workers.add(Worker.start(each.name(), () -> each.run(POLL, deliveries))));
    streams.forEach(each -> workers.add(Worker.start(each.name(), each::run)));
    rules.functionTargets().forEach(each -> workers.add(Worker.start(each.name(), each::runOnce)));
    if (schedule) {
      schedules.forEach(each -> workers.add(Worker.start(each.name(), each::runOnce)));
    }
    return new EventServices(
        List.of(new EventBridgeService(buses, clock), new SqsService(queues, base)),
        workers,
        deliveries,
        streams);
  }

  /** What clients may call. */
  public List<AwsJsonService> services() {
    return services;
  }

  /** Ends all threads, within seconds. */
  @Override
  public void close() {
    workers.forEach(Worker::close);
    deliveries.shutdown();
    try {
      if (!deliveries.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.DEBUG, "records are being handed over; they come again at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    streams.forEach(StreamMapping::close);
  }

  private static List<QueueMapping> mappings(
      List<FunctionResource> functions, Queues queues, Functions invoker) {
    List<QueueMapping> mappings = new ArrayList<>();
    for (FunctionResource function : functions) {
      for (FunctionEvent event : function.events()) {
        if (event.type().equals(QueueMapping.TYPE)) {
          QueueMapping mapping = new QueueMapping(function.logicalId(), event, queues, invoker);
          if (QueueMapping.isEnabled(event)) {
            mappings.add(mapping);
          }
        }
      }
    }
    return mappings;
  }

  private static List<StreamSettings> streamSettings(
      List<FunctionResource> functions, Queues queues) {
    List<StreamSettings> settings = new ArrayList<>();
    for (FunctionResource function : functions) {
      for (FunctionEvent event : function.events()) {
        if (event.type().equals(StreamSettings.TYPE)) {
          StreamSettings.of(function.logicalId(), event, queues).ifPresent(settings::add);
        }
      }
    }
    return settings;
  }

  private static List<Schedules> schedules(
      List<FunctionResource> functions, Functions invoker, Clock clock, BooleanSupplier busy) {
    List<Schedules> schedules = new ArrayList<>();
    for (FunctionResource function : functions) {
      for (FunctionEvent event : function.events()) {
        if (event.type().equals(Schedule.TYPE)) {
          Optional<Schedule> read = Schedule.of(function.logicalId(), event);
          read.ifPresent(each -> schedules.add(new Schedules(each, invoker, clock, busy)));
        }
      }
    }
    return schedules;
  }
}
