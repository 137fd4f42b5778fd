package org.conversationsessions.local.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML with CloudFormation's short tags as their long form: {@code !Ref X} is {@code {Ref:
 * X}}. Aliases and merge keys are resolved, as the SAM CLI does before an upload.
 */
public final class CloudFormationYaml {
  private static final int MAX_ALIASES = 1_000;

  private CloudFormationYaml() {}

  /**
   * Reads the whole tree of a YAML or JSON file.
   *
   * @throws TemplateException if the file is not YAML
   */
  public static Map<String, Object> read(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    // The library's limit of 50 protects against hostile input; a template is trusted.
    options.setMaxAliasesForCollections(MAX_ALIASES);
    DumperOptions unused = new DumperOptions();
    Yaml yaml =
        new Yaml(new Tags(options), new Representer(unused), unused, options, new DatesAsStrings());
    try (Reader reader = Files.newBufferedReader(file)) {
      Object root = yaml.load(reader);
      return new Properties(file.getFileName().toString(), Map.of("root", root)).map("root");
    } catch (YAMLException e) {
      throw new TemplateException(file + " is not YAML: " + e.getMessage());
    }
  }

  /** CloudFormation has no dates: {@code Version: 2012-10-17} is a string. */
  private static final class DatesAsStrings extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
      addImplicitResolver(Tag.INT, INT, "-+0123456789");
      addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
      addImplicitResolver(Tag.MERGE, MERGE, "<");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }

  private static final class Tags extends SafeConstructor {
    Tags(LoaderOptions options) {
      super(options);
      yamlMultiConstructors.put("!", new LongForm());
    }

    private final class LongForm extends AbstractConstruct {
      @Override
      public Object construct(Node node) {
        String tag = node.getTag().getValue().substring(1);
        Object value =
            switch (node) {
              case ScalarNode scalar -> constructScalar(scalar);
              case SequenceNode sequence -> constructSequence(sequence);
              case MappingNode mapping -> constructMapping(mapping);
              default -> throw new TemplateException("!" + tag + " has no value");
            };
        return switch (tag) {
          case "Ref", "Condition" -> Map.of(tag, value);
          case "GetAtt" -> Map.of("Fn::GetAtt", attribute(value));
          default -> Map.of("Fn::" + tag, value);
        };
      }

      private Object attribute(Object value) {
        return value instanceof String text ? List.of((Object[]) text.split("\\.", 2)) : value;
      }
    }
  }
}
