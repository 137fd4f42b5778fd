package org.conversationsessions.local.runner.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.pattern.EventPattern;
import org.conversationsessions.local.runner.sqs.Queues;
import org.conversationsessions.local.template.FunctionEvent;
import org.conversationsessions.local.template.FunctionResource;
import org.conversationsessions.local.template.Resource;

/** Reads the template's rules: resources and functions' events. */
public final class Rules {
  static final String TYPE = "AWS::Events::Rule";
  static final String FUNCTION_EVENT_TYPE = "EventBridgeRule";

  private static final String LAMBDA_ARN = "arn:aws:lambda:";
  private static final String SQS_ARN = "arn:aws:sqs:";
  private static final Set<String> KNOWN_OF_RULE =
      Set.of("Description", "EventBusName", "EventPattern", "Name", "State", "Tags", "Targets");
  // Dead letters and retries are accepted and ignored: every event is deliverable here.
  private static final Set<String> KNOWN_OF_TARGET =
      Set.of("Arn", "DeadLetterConfig", "Id", "RetryPolicy", "RoleArn");
  private static final Set<String> KNOWN_OF_EVENT =
      Set.of("DeadLetterConfig", "EventBusName", "Pattern", "RetryPolicy", "RuleName", "State");

  private final Queues queues;
  private final Functions functions;
  private final List<Rule> rules = new ArrayList<>();
  private final List<FunctionTarget> functionTargets = new ArrayList<>();

  public Rules(
      List<Resource> resources,
      List<FunctionResource> functionResources,
      Queues queues,
      Functions functions) {
    this.queues = queues;
    this.functions = functions;
    for (Resource resource : resources) {
      if (resource.type().equals(TYPE)) {
        addResource(resource);
      }
    }
    for (FunctionResource function : functionResources) {
      for (FunctionEvent event : function.events(FUNCTION_EVENT_TYPE)) {
        addEvent(function.logicalId(), event);
      }
    }
  }

  /** Returns the enabled rules. */
  public List<Rule> all() {
    return List.copyOf(rules);
  }

  /** Returns the functions among the targets; each needs a worker. */
  public List<FunctionTarget> functionTargets() {
    return List.copyOf(functionTargets);
  }

  private void addResource(Resource resource) {
    Settings settings =
        new Settings(resource.logicalId(), resource.properties()).knowing(KNOWN_OF_RULE);
    List<Target> targets = new ArrayList<>();
    for (Settings target : settings.objects("Targets")) {
      targets.add(target(target.knowing(KNOWN_OF_TARGET).required("Arn")));
    }
    add(resource.logicalId(), settings, "EventPattern", targets);
  }

  private void addEvent(String function, FunctionEvent event) {
    String name = function + "." + event.id();
    Settings settings = new Settings(name, event.properties()).knowing(KNOWN_OF_EVENT);
    add(name, settings, "Pattern", List.of(functionTarget(function)));
  }

  private void add(String name, Settings settings, String patternName, List<Target> targets) {
    Map<String, Object> pattern = settings.map(patternName);
    Optional<String> state = settings.text("State");
    try {
      Rule rule =
          new Rule(
              name,
              settings.text("EventBusName").orElse(LocalEventBus.DEFAULT),
              EventPattern.of(pattern),
              targets);
      if (!state.equals(Optional.of("DISABLED"))) {
        rules.add(rule);
      }
    } catch (IllegalArgumentException e) {
      throw settings.fault(patternName, "is refused: " + e.getMessage());
    }
  }

  private Target target(String arn) {
    if (arn.startsWith(SQS_ARN)) {
      return new QueueTarget(queues.requireStandard(arn), queues);
    }
    if (arn.startsWith(LAMBDA_ARN)) {
      return functionTarget(LocalArn.nameOf(arn));
    }
    throw new IllegalArgumentException("rules cannot deliver to " + arn + " on one machine");
  }

  private Target functionTarget(String function) {
    FunctionTarget target = new FunctionTarget(function, functions);
    functionTargets.add(target);
    return target;
  }
}
