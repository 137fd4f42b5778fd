package org.conversationsessions.local.template;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The template of a file, read by the runner's own code, with maps that note what is read of it.
 *
 * @param resources its resources
 * @param functions its functions
 * @param passedOver sections, attributes of resources and of parameters that {@link Template} does
 *     not look at
 */
public record TrackedTemplate(
    List<Resource> resources, List<FunctionResource> functions, Set<String> passedOver) {
  private static final String FUNCTION = "AWS::Serverless::Function";

  // Template and its helpers read these without tracking, because they work on the whole tree.
  private static final Set<String> SECTIONS =
      Set.of("Conditions", "Globals", "Parameters", "Resources");
  private static final Set<String> ATTRIBUTES =
      Set.of("Condition", "IgnoreGlobals", "Properties", "Type");
  private static final Set<String> GLOBALS = Set.of("Function");

  /** Reads a template, with the defaults of its parameters. */
  public static TrackedTemplate read(Path file, ReadTracker tracker) throws IOException {
    Environment environment =
        Environment.local(URI.create("http://127.0.0.1:1"), reference -> "secret");
    Template template = Template.read(file, Map.of(), environment);
    SamFunctions sam = new SamFunctions(file.resolveSibling(""), reference -> "secret");
    List<Resource> resources = new ArrayList<>();
    List<FunctionResource> functions = new ArrayList<>();
    for (Resource resource : template.resources()) {
      Resource tracked =
          new Resource(
              resource.logicalId(),
              resource.type(),
              tracker.track(resource.type(), resource.properties()));
      resources.add(tracked);
      if (resource.type().equals(FUNCTION)) {
        FunctionResource function = sam.function(tracked);
        functions.add(withEvents(function, tracker));
      }
    }
    return new TrackedTemplate(resources, functions, passedOver(CloudFormationYaml.read(file)));
  }

  /** SamFunctions copies events to hand them on; what reads them gets maps that note it. */
  private static FunctionResource withEvents(FunctionResource function, ReadTracker tracker) {
    List<FunctionEvent> events =
        function.events().stream()
            .map(
                event ->
                    new FunctionEvent(
                        event.id(),
                        event.type(),
                        tracker.track(event.type() + " event", event.properties())))
            .toList();
    return new FunctionResource(
        function.logicalId(),
        function.handler(),
        function.code(),
        function.environment(),
        function.timeout(),
        function.memoryMb(),
        events);
  }

  private static Set<String> passedOver(Map<String, Object> root) {
    Set<String> passedOver = new TreeSet<>();
    Properties sections = new Properties("template", root);
    root.keySet().stream().filter(name -> !SECTIONS.contains(name)).forEach(passedOver::add);
    sections.map("Globals").keySet().stream()
        .filter(name -> !GLOBALS.contains(name))
        .forEach(name -> passedOver.add("Globals." + name));
    for (String id : sections.map("Resources").keySet()) {
      sections.at("Resources").map(id).keySet().stream()
          .filter(name -> !ATTRIBUTES.contains(name))
          .forEach(name -> passedOver.add("Resources.*." + name));
    }
    return passedOver;
  }
}
