package org.conversationsessions.cli.closing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.ProgressDisplay;
import org.conversationsessions.cli.connection.ApiOptions;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.cli.replay.send.Backoff;
import org.conversationsessions.cli.replay.send.BotResource;
import org.conversationsessions.cli.replay.send.PatientCalls;
import org.conversationsessions.cli.replay.send.ReplayClock;
import org.conversationsessions.cli.replay.send.StopSignal;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/admin close}: counts a bot's live sessions that match, and closes them. */
@Command(
    name = "close",
    description = {
      "Counts a bot's live sessions that match, and with --yes closes them, with all effects of a"
          + " closing: message, script, events. Calls the API as a builder app of the bot: the app"
          + " needs the scope bot_sessions:write. Needs no AWS credentials with --url.",
      "The service closes them in the background, within a minute or two. This command waits for it;"
          + " if it is ended, the service goes on."
    },
    footer = {
      "",
      "Examples:",
      "  bin/admin close --bot st-… --to 2026-11-01",
      "  bin/admin close --bot st-… --to 2026-11-01 --yes",
      "  bin/admin close --bot st-… --tag campaign=spring --type interactive --yes",
      "  bin/admin close --bot st-… --all --url https://… --app cs-… --secret-stdin < secret.txt"
    })
public final class CloseCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final JsonMapper JSON = new JsonMapper();

  @Option(names = "--bot", paramLabel = "ST", required = true, description = "The bot.")
  private String bot = "";

  @Option(names = "--user", paramLabel = "ID", description = "Only this end user's sessions.")
  private @Nullable String user;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only sessions that started at this date or time or later. No zone: UTC.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description =
          "Only sessions that started at this time or earlier; a date means its end. No zone: UTC.")
  private @Nullable String to;

  @Option(
      names = "--containment",
      paramLabel = "TYPE",
      description = "Only sessions of this containment: dropOff, selfService or agent.")
  private @Nullable String containment;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only sessions of this type: interactive or nonInteractive.")
  private @Nullable String type;

  @Option(
      names = "--tag",
      paramLabel = "NAME=VALUE",
      description = "Only sessions with this tag. Given several times, they need all.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(names = "--all", description = "All live sessions. Needed without any filter.")
  private boolean all;

  @Option(names = "--yes", description = "Close them. Without it they are only counted.")
  private boolean yes;

  @Mixin private final ApiOptions api = new ApiOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final TargetOptions target;
  private final CommandContext context;
  private final ReplayClock clock;

  /** Creates a command for the installation that the options name. */
  public CloseCommand(TargetOptions target, CommandContext context) {
    this(target, context, ReplayClock.SYSTEM);
  }

  CloseCommand(TargetOptions target, CommandContext context, ReplayClock clock) {
    this.target = target;
    this.context = context;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!BotId.isValid(bot)) {
      throw new ParameterException(spec.commandLine(), "name the bot with --bot st-…");
    }
    Function<String, BotResource> resources =
        api.resources(target, context, new BotId(bot), Set.of(Scope.WRITE));
    BotResource closings = resources.apply("sessions/close");
    long matching = post(closings, request().put("dryRun", true)).path("total").asLong();
    context.out().println(sessions(matching) + " match");
    if (!yes && matching > 0) {
      context.err().println("close with --yes");
    }
    if (yes && matching > 0) {
      JsonNode job = post(closings, request());
      await(resources.apply("sessions/close/" + job.path("jobId").asText()), job);
    }
    return 0;
  }

  private void await(BotResource status, JsonNode started) throws InterruptedException {
    long total = started.path("total").asLong();
    JsonNode job = started;
    try (ProgressDisplay display = ProgressDisplay.ofItems(context, "close", Math.max(1, total))) {
      while (!job.path("status").asText().equals("completed")) {
        clock.pause(POLL, new StopSignal());
        job = ask(status::get);
        display.show(job.path("closed").asLong(), "closed " + job.path("closed").asLong());
      }
    }
    long closed = job.path("closed").asLong();
    context
        .out()
        .println(
            "closed "
                + sessions(closed)
                + (closed < total ? "; " + (total - closed) + " had ended otherwise" : ""));
  }

  private static String sessions(long count) {
    return count + (count == 1 ? " live session" : " live sessions");
  }

  private ObjectNode request() {
    ObjectNode request = JSON.createObjectNode();
    put(request, "userId", user);
    put(request, "dateFrom", from);
    put(request, "dateTo", to);
    put(request, "containmentType", containment);
    put(request, "sessionType", type);
    if (!tags.isEmpty()) {
      ArrayNode conditions = request.putObject("tags").putArray("and");
      tags.forEach(
          (name, value) -> conditions.addObject().put("name", name).putArray("values").add(value));
    }
    if (all) {
      request.put("all", true);
    }
    return request;
  }

  private static void put(ObjectNode request, String name, @Nullable String value) {
    if (value != null) {
      request.put(name, value);
    }
  }

  private JsonNode post(BotResource resource, ObjectNode body) throws InterruptedException {
    return ask(() -> resource.post(body.toString()));
  }

  private JsonNode ask(PatientCalls.Attempt call) throws InterruptedException {
    return switch (new PatientCalls(new Backoff(context.random()), clock).send(call)) {
      case BotResource.Outcome.Success(var answer) -> BotResource.parse(answer);
      case BotResource.Outcome.Refusal(var status, var reason) ->
          throw new CliException("the service refused it: " + reason);
    };
  }
}
