package org.conversationsessions.local.runner;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.conversationsessions.local.runner.aws.Worker;
import org.conversationsessions.local.runner.bus.Buses;
import org.conversationsessions.local.runner.bus.EventBridgeService;
import org.conversationsessions.local.runner.bus.EventLog;
import org.conversationsessions.local.runner.bus.LocalEventBus;
import org.conversationsessions.local.runner.bus.Rules;
import org.conversationsessions.local.runner.http.AwsJsonService;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.schedule.Schedule;
import org.conversationsessions.local.runner.schedule.ScheduleRunner;
import org.conversationsessions.local.runner.sqs.QueueMapping;
import org.conversationsessions.local.runner.sqs.Queues;
import org.conversationsessions.local.runner.sqs.SqsService;
import org.conversationsessions.local.runner.stream.StreamAccess;
import org.conversationsessions.local.runner.stream.StreamMapping;
import org.conversationsessions.local.runner.stream.StreamSettings;
import org.conversationsessions.local.template.FunctionEvent;
import org.conversationsessions.local.template.FunctionResource;
import org.conversationsessions.local.template.Resource;

/**
 * The event side of the service on one machine: the template's event bus, rules, queues, streams
 * and schedules. They run until closed. Queued messages are stored next to the streams'
 * checkpoints; without checkpoints they stay in memory.
 */
public final class EventServices implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EventServices.class.getName());
  private static final Duration POLL = Duration.ofSeconds(20);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

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
   * What the event side needs besides the template.
   *
   * @param functions runs the functions
   * @param clock the time of events, visibility timeouts and schedules
   * @param eventsFile every event of the bus is appended to it, one line each
   * @param url where clients reach the services; queue URLs start with it
   * @param streams access to the streams of the template's tables
   * @param schedules whether schedules fire, and when they wait
   */
  public record Collaborators(
      Functions functions,
      Clock clock,
      Path eventsFile,
      URI url,
      StreamAccess streams,
      ScheduleControl schedules) {}

  /**
   * Whether schedules fire, and when they wait.
   *
   * @param enabled whether they fire at all
   * @param busy whether activity is being recorded, which delays a tick by at most five minutes
   */
  public record ScheduleControl(boolean enabled, BooleanSupplier busy) {
    /** Schedules do not fire. */
    public static ScheduleControl disabled() {
      return new ScheduleControl(false, () -> false);
    }
  }

  /**
   * Starts what the template declares.
   *
   * @param resources the template's resources; other types are ignored
   * @param functions the template's functions; other event types are ignored
   * @throws IllegalArgumentException if the template uses a setting that is not supported here
   */
  public static EventServices start(
      List<Resource> resources, List<FunctionResource> functions, Collaborators collaborators) {
    Queues queues =
        new Queues(
            resources,
            collaborators.clock(),
            collaborators.streams().checkpoints().map(folder -> folder.resolveSibling("queues")));
    Rules rules = new Rules(resources, functions, queues, collaborators.functions());
    List<LocalEventBus> buses =
        Buses.of(resources, rules.all(), new EventLog(collaborators.eventsFile()));
    List<QueueMapping> mappings = mappings(functions, queues, collaborators.functions());
    List<ScheduleRunner> schedules = schedules(functions, collaborators);
    ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    List<StreamMapping> streams = new ArrayList<>();
    for (StreamSettings each : streamSettings(functions, queues)) {
      streams.add(
          new StreamMapping(
              each,
              collaborators.streams(),
              queues,
              collaborators.functions(),
              collaborators.clock(),
              deliveries));
    }
    // Threads start last: a template that is refused leaves none running.
    List<Worker> workers = new ArrayList<>();
    mappings.forEach(
        each -> workers.add(Worker.start(each.name(), () -> each.run(POLL, deliveries))));
    streams.forEach(each -> workers.add(Worker.start(each.name(), each::run)));
    rules.functionTargets().forEach(each -> workers.add(Worker.start(each.name(), each::runOnce)));
    if (collaborators.schedules().enabled()) {
      schedules.forEach(each -> workers.add(Worker.start(each.name(), each::runOnce)));
    }
    return new EventServices(
        List.of(
            new EventBridgeService(buses, collaborators.clock()),
            new SqsService(queues, collaborators.url())),
        workers,
        deliveries,
        streams);
  }

  /** Returns the AWS services that clients may call. */
  public List<AwsJsonService> services() {
    return services;
  }

  /** Stops all threads, within seconds. */
  @Override
  public void close() {
    workers.forEach(Worker::close);
    deliveries.shutdown();
    try {
      if (!deliveries.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.DEBUG, "records in delivery are delivered again at the next start");
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
      for (FunctionEvent event : function.events(QueueMapping.TYPE)) {
        QueueMapping mapping = new QueueMapping(function.logicalId(), event, queues, invoker);
        if (QueueMapping.isEnabled(event)) {
          mappings.add(mapping);
        }
      }
    }
    return mappings;
  }

  private static List<StreamSettings> streamSettings(
      List<FunctionResource> functions, Queues queues) {
    List<StreamSettings> settings = new ArrayList<>();
    for (FunctionResource function : functions) {
      for (FunctionEvent event : function.events(StreamSettings.TYPE)) {
        StreamSettings.of(function.logicalId(), event, queues).ifPresent(settings::add);
      }
    }
    return settings;
  }

  private static List<ScheduleRunner> schedules(
      List<FunctionResource> functions, Collaborators collaborators) {
    List<ScheduleRunner> schedules = new ArrayList<>();
    for (FunctionResource function : functions) {
      for (FunctionEvent event : function.events(Schedule.TYPE)) {
        Schedule.of(function.logicalId(), event)
            .map(
                schedule ->
                    new ScheduleRunner(
                        schedule,
                        collaborators.functions(),
                        collaborators.clock(),
                        collaborators.schedules().busy()))
            .ifPresent(schedules::add);
      }
    }
    return schedules;
  }
}
