package org.conversationsessions.local.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A SAM template, read for one machine.
 *
 * @param functions its {@code AWS::Serverless::Function} resources, in order
 * @param resources all its resources, including functions, in order; without those whose condition
 *     does not hold
 */
public record Template(List<FunctionResource> functions, List<Resource> resources) {
  private static final String FUNCTION = "AWS::Serverless::Function";

  /** Makes defensive copies. */
  public Template {
    functions = List.copyOf(functions);
    resources = List.copyOf(resources);
  }

  /**
   * Reads a template.
   *
   * @param parameters values for the template's parameters; the others have their defaults
   * @throws TemplateException if the template is invalid or uses what is not supported here
   */
  public static Template read(Path file, Map<String, String> parameters, Environment environment)
      throws IOException {
    Properties root = new Properties(file.getFileName().toString(), CloudFormationYaml.read(file));
    Map<String, Object> values =
        Parameters.values(root.at("Parameters"), parameters, environment.defaults());
    Intrinsics intrinsics = new TemplateScope(root, values, environment).intrinsics();
    SamFunctions sam =
        new SamFunctions(file.toAbsolutePath().resolveSibling(""), environment.secrets());
    List<FunctionResource> functions = new ArrayList<>();
    List<Resource> resources = new ArrayList<>();
    for (String id : root.map("Resources").keySet()) {
      Properties declared = root.at("Resources").at(id);
      String condition = declared.text("Condition", "");
      if (!condition.isEmpty() && !intrinsics.holds(condition)) {
        continue;
      }
      boolean isFunction = declared.text("Type").equals(FUNCTION);
      Map<String, Object> globals =
          isFunction
              ? SamFunctions.globals(root.at("Globals").map("Function"), declared)
              : Map.of();
      Resource resource = resource(id, declared, globals, intrinsics);
      resources.add(resource);
      if (isFunction) {
        functions.add(sam.function(resource));
      }
    }
    return new Template(functions, resources);
  }

  private static Resource resource(
      String id, Properties declared, Map<String, Object> globals, Intrinsics intrinsics) {
    Map<String, Object> properties = SamFunctions.merged(globals, declared.map("Properties"));
    try {
      return new Resource(id, declared.text("Type"), intrinsics.resolveEach(properties));
    } catch (TemplateException e) {
      throw new TemplateException("resource " + id + ": " + e.getMessage());
    }
  }
}
