package org.conversationsessions.local.template;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the names that a template refers to. Unknown names fail with a {@link
 * TemplateException}.
 */
final class TemplateScope {
  /** The API that SAM creates for functions with an HttpApi event that name no API. */
  private static final String IMPLICIT_API = "ServerlessHttpApi";

  private static final String FUNCTION = "AWS::Serverless::Function";
  private static final String AUTO_ALIAS = "AutoPublishAlias";
  private static final String ALIAS = "Alias";

  /** The suffixes that SAM allows in a {@code Ref} to a function. */
  static final Set<String> QUALIFIERS = Set.of(ALIAS, "Version");

  private static final String STACK = "conversation-sessions";

  private final Properties root;
  private final Map<String, Object> parameters;
  private final Environment environment;
  private final ResourceNames names;
  private final Intrinsics intrinsics;

  TemplateScope(Properties root, Map<String, Object> parameters, Environment environment) {
    this.root = root;
    this.parameters = parameters;
    this.environment = environment;
    this.names = new ResourceNames(environment);
    this.intrinsics = new Intrinsics(this, root.map("Conditions"));
  }

  Intrinsics intrinsics() {
    return intrinsics;
  }

  /**
   * Returns the value of a parameter, pseudo parameter or resource; null for {@code AWS::NoValue}.
   */
  @Nullable Object ref(String name) {
    if (parameters.containsKey(name)) {
      return parameters.get(name);
    }
    return switch (name) {
      case "AWS::NoValue" -> null;
      case "AWS::Region" -> environment.region();
      case "AWS::AccountId" -> environment.accountId();
      case "AWS::Partition" -> "aws";
      case "AWS::URLSuffix" -> "amazonaws.com";
      case "AWS::StackName" -> STACK;
      case "AWS::StackId" ->
          "arn:aws:cloudformation:%s:%s:stack/%s/local"
              .formatted(environment.region(), environment.accountId(), STACK);
      default -> {
        int dot = name.indexOf('.');
        yield dot < 0
            ? names.ref(name, type(name), properties(name))
            : qualifiedArn(name.substring(0, dot), name.substring(dot + 1));
      }
    };
  }

  /** Returns the ARN of an alias or version that SAM creates for a function. */
  private String qualifiedArn(String function, String qualifier) {
    Object own = root.at("Resources").at(function).at("Properties").values().get(AUTO_ALIAS);
    Object alias = own == null ? root.at("Globals").at("Function").values().get(AUTO_ALIAS) : own;
    if (!type(function).equals(FUNCTION) || alias == null || !QUALIFIERS.contains(qualifier)) {
      throw new TemplateException("the template has nothing named " + function + "." + qualifier);
    }
    String aliasOrVersion = qualifier.equals(ALIAS) ? intrinsics.text(alias) : "1";
    return attribute(function, "Arn") + ":" + aliasOrVersion;
  }

  /** Returns the value of an attribute of a resource. */
  Object attribute(String logicalId, String attribute) {
    return names.attribute(logicalId, type(logicalId), attribute, properties(logicalId));
  }

  private String type(String logicalId) {
    if (root.map("Resources").containsKey(logicalId)) {
      return root.at("Resources").at(logicalId).text("Type");
    }
    if (logicalId.equals(IMPLICIT_API)) {
      return "AWS::Serverless::HttpApi";
    }
    throw new TemplateException("the template has nothing named " + logicalId);
  }

  /**
   * Returns the properties that a resource's name depends on. Resolving all could recurse
   * endlessly.
   */
  private Properties properties(String logicalId) {
    Properties raw = root.at("Resources").at(logicalId).at("Properties");
    String naming =
        switch (type(logicalId)) {
          case "AWS::Events::EventBus" -> "Name";
          case "AWS::SQS::Queue" -> "FifoQueue";
          default -> "";
        };
    Object value = raw.values().get(naming);
    return new Properties(
        raw.where(), value == null ? Map.of() : Map.of(naming, intrinsics.text(value)));
  }
}
