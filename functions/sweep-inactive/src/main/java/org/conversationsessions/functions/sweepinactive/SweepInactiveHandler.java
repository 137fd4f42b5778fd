package org.conversationsessions.functions.sweepinactive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.conversationsessions.api.time.IsoTime;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.closing.ClosingJobRunner;
import org.conversationsessions.application.closing.InactivitySweeper;
import org.conversationsessions.application.closing.MessageSweeper;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Deadline;
import org.conversationsessions.application.conversation.ConversationWriter;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Parsed;
import org.conversationsessions.json.JsonWriter;
import org.conversationsessions.log.StructuredLog;
import org.conversationsessions.store.Store;

/**
 * Closes sessions after inactivity. The current time of a sweep is the {@code time} of the
 * scheduled event, so a late or repeated event closes the same sessions as a punctual one, with the
 * same boundaries, unless activity has closed them meanwhile. An event without a time means now.
 * AWS's {@code ScheduledEvent} is not used: it cannot hold the Scheduler's event
 * (docs/decisions/0016-stream-handlers.md). The sweep ends before the function's timeout; the next
 * sweep continues. Three times a day an event asks to move waiting messages instead.
 *
 * <p>After a sweep, the time that is left goes to the jobs that close many sessions (contract,
 * section 4.1).
 *
 * <p>A transient failure fails the invocation after all other work is done, so that an alarm goes
 * off. Lambda does not retry it; what was not closed stays due for the next sweep. Unreadable items
 * do not fail the invocation: the response has their number, and one line is logged with the first
 * reason. An alarm that no sweep can end would hide the next failure.
 */
public final class SweepInactiveHandler implements RequestStreamHandler {
  /** The member of the event of a sweep that moves waiting messages and closes nothing. */
  private static final String WAITING_MESSAGES = "waitingMessages";

  private static final int PAGE_SIZE = 100;
  private static final int MILLIS_TO_END = 8_000;

  private final InactivitySweeper sweep;
  private final MessageSweeper messages;
  private final ClosingJobRunner jobs;
  private final InstantSource clock;

  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public SweepInactiveHandler() {
    this(Store.from(System.getenv(), Clock.systemUTC()));
  }

  private SweepInactiveHandler(Store store) {
    Registry registry = store.registryWithoutSecrets();
    Conversations conversations = store.conversations();
    SessionCloser closer =
        new SessionCloser(
            conversations,
            store.due(),
            store.messageParts(),
            store.debugLogging(),
            store.clock(),
            BackoffPolicy.jittered());
    this(
        new InactivitySweeper(
            registry, store.due(), conversations, closer, store.config().sweepGrace(), PAGE_SIZE),
        new MessageSweeper(
            registry,
            conversations,
            new ConversationWriter(conversations, store.due(), store.messageParts(), store.clock()),
            store.clock()),
        new ClosingJobRunner(registry, store.due(), closer, store.closingJobs(), store.clock()),
        store.clock());
  }

  SweepInactiveHandler(
      InactivitySweeper sweep,
      MessageSweeper messages,
      ClosingJobRunner jobs,
      InstantSource clock) {
    this.sweep = sweep;
    this.messages = messages;
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonObject event = event(Bytes.readAll(input));
    if (event.member(WAITING_MESSAGES).isPresent()) {
      storeMessages(context).writeTo(output);
    } else {
      closeSessions(now(event).orElseGet(clock::instant), context).writeTo(output);
    }
  }

  private Bytes storeMessages(Context context) {
    MessageSweeper.Report report =
        Deadline.within(
            context::getRemainingTimeInMillis,
            () -> messages.run(() -> context.getRemainingTimeInMillis() > MILLIS_TO_END));
    Bytes response = render(report);
    context.getLogger().log(response.utf8Text().orElseThrow() + "\n");
    logUnreadable(report.unreadable());
    if (report.failure().isPresent()) {
      throw new StoreException(
          "the sweep could not store all messages that wait; the next one continues",
          report.failure().get());
    }
    return response;
  }

  private Bytes closeSessions(Instant now, Context context) {
    BooleanSupplier mayContinue = () -> context.getRemainingTimeInMillis() > MILLIS_TO_END;
    InactivitySweeper.Report report =
        Deadline.within(context::getRemainingTimeInMillis, () -> sweep.run(now, mayContinue));
    ClosingJobRunner.Report jobReport =
        Deadline.within(context::getRemainingTimeInMillis, () -> jobs.run(mayContinue));
    Bytes response = render(now, report, jobReport);
    context.getLogger().log(response.utf8Text().orElseThrow() + "\n");
    logUnreadable(
        Stream.concat(report.unreadable().stream(), jobReport.unreadable().stream()).toList());
    if (report.failure().isPresent()) {
      throw new StoreException(
          report.failed() == 0
              ? "the sweep could not read all that may be due; the next one continues"
              : "the sweep could not close " + report.failed() + " conversations; they stay due",
          report.failure().get());
    }
    if (jobReport.failure().isPresent()) {
      throw new StoreException(
          "the jobs could not close all their sessions; the next sweep continues",
          jobReport.failure().get());
    }
    return response;
  }

  private static void logUnreadable(List<UnreadableItemException> unreadable) {
    if (!unreadable.isEmpty()) {
      StructuredLog.warn(
          "the sweep left out " + unreadable.size() + " items that cannot be read",
          unreadable.getFirst());
    }
  }

  private static JsonObject event(Bytes input) {
    if (JsonReader.read(input) instanceof Parsed.Value(JsonObject object)) {
      return object;
    }
    throw new IllegalArgumentException("the event is not a JSON object");
  }

  private static Optional<Instant> now(JsonObject object) {
    return object
        .member("time")
        .map(
            time ->
                object
                    .text("time")
                    .flatMap(IsoTime::read)
                    .map(IsoTime::instant)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "the event's time is not an ISO 8601 time")));
  }

  private static Bytes render(MessageSweeper.Report report) {
    return new JsonWriter()
        .beginObject()
        .name("stored")
        .number(report.stored())
        .name("failed")
        .number(report.failed())
        .name("unreadable")
        .number(report.unreadable().size())
        .name("finished")
        .bool(report.finished())
        .endObject()
        .finish();
  }

  private static Bytes render(
      Instant now, InactivitySweeper.Report report, ClosingJobRunner.Report jobReport) {
    return new JsonWriter()
        .beginObject()
        .name("now")
        .string(now.toString())
        .name("closed")
        .number(report.closed())
        .name("nudged")
        .number(report.nudged())
        .name("rescheduled")
        .number(report.rescheduled())
        .name("failed")
        .number(report.failed())
        .name("unreadable")
        .number(report.unreadable().size())
        .name("finished")
        .bool(report.finished())
        .name("closedByJobs")
        .number(jobReport.closed())
        .name("unreadableByJobs")
        .number(jobReport.unreadable().size())
        .name("jobsFinished")
        .bool(jobReport.finished())
        .endObject()
        .finish();
  }
}
