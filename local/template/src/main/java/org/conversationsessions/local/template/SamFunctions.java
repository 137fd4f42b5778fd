package org.conversationsessions.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds functions from {@code AWS::Serverless::Function} resources. */
final class SamFunctions {
  private static final Pattern DYNAMIC = Pattern.compile("\\{\\{(resolve:[^}]*)}}");

  private final Path folder;
  private final UnaryOperator<String> secrets;

  /**
   * Creates a builder.
   *
   * @param folder the template's folder; paths of code are relative to it
   * @param secrets resolves a dynamic reference
   */
  SamFunctions(Path folder, UnaryOperator<String> secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  /**
   * Builds a Lambda function from its properties, with globals merged and intrinsic functions
   * resolved.
   */
  FunctionResource function(Resource resource) {
    Properties properties = new Properties(resource.logicalId(), resource.properties());
    String runtime = properties.text("Runtime");
    if (!runtime.equals("java25")) {
      throw new TemplateException(
          resource.logicalId() + ": only the runtime java25 is supported here, not " + runtime);
    }
    return new FunctionResource(
        resource.logicalId(),
        properties.text("Handler"),
        folder.resolve(properties.text("CodeUri")).normalize(),
        environment(properties.at("Environment").at("Variables")),
        Duration.ofSeconds(properties.number("Timeout", 3)),
        properties.number("MemorySize", 128),
        events(properties.at("Events")));
  }

  /** Returns the globals that a function inherits: all but those in its {@code IgnoreGlobals}. */
  static Map<String, Object> globals(Map<String, Object> all, Properties function) {
    if ("*".equals(function.values().get("IgnoreGlobals"))) {
      return Map.of();
    }
    Map<String, Object> wanted = new LinkedHashMap<>(all);
    for (Object name : function.list("IgnoreGlobals")) {
      if (wanted.remove(name.toString()) == null) {
        throw new TemplateException(
            function.where() + ".IgnoreGlobals names " + name + ", which is not a global");
      }
    }
    return wanted;
  }

  /**
   * Merges a function's properties into the globals as SAM does: maps by key, lists by
   * concatenation.
   */
  static Map<String, Object> merged(Map<String, Object> globals, Map<String, Object> own) {
    Map<String, Object> result = new LinkedHashMap<>(globals);
    own.forEach((key, value) -> result.merge(key, value, SamFunctions::merge));
    return result;
  }

  private static Object merge(Object global, Object ownProperties) {
    if (isPlainMap(global) && isPlainMap(ownProperties)) {
      Map<String, Object> both = Map.of("global", global, "own", ownProperties);
      Properties maps = new Properties("Globals", both);
      return merged(maps.map("global"), maps.map("own"));
    }
    if (global instanceof List<?> first && ownProperties instanceof List<?> second) {
      List<Object> all = new ArrayList<>(first);
      all.addAll(second);
      return all;
    }
    return ownProperties;
  }

  private static boolean isPlainMap(Object value) {
    return value instanceof Map<?, ?> map
        && map.keySet().stream().noneMatch(k -> k.equals("Ref") || k.toString().startsWith("Fn::"));
  }

  private Map<String, String> environment(Properties variables) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String name : variables.values().keySet()) {
      Matcher reference = DYNAMIC.matcher(variables.text(name));
      environment.put(
          name, reference.replaceAll(m -> Matcher.quoteReplacement(secret(m.group(1)))));
    }
    return environment;
  }

  private String secret(String reference) {
    if (!reference.startsWith("resolve:secretsmanager:")) {
      throw new TemplateException("the dynamic reference " + reference + " is not supported here");
    }
    return secrets.apply(reference);
  }

  private static List<FunctionEvent> events(Properties declared) {
    List<FunctionEvent> events = new ArrayList<>();
    for (String id : declared.values().keySet()) {
      Properties event = declared.at(id);
      String type = event.text("Type");
      if (!FunctionEvent.SUPPORTED.contains(type)) {
        throw new TemplateException(
            event.where() + ": events of type " + type + " are not supported here");
      }
      events.add(new FunctionEvent(id, type, event.map("Properties")));
    }
    return events;
  }
}
