package org.conversationsessions.cli.openapi;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An OpenAPI document.
 *
 * @param root the document
 */
public record ApiDocument(ApiNode root) {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** Returns the project's document in a checkout. */
  public static ApiDocument ofProject(Path root) throws IOException {
    return read(root.resolve("docs").resolve("openapi.yaml"));
  }

  /**
   * Reads a document.
   *
   * @throws IOException if the file cannot be read
   * @throws org.yaml.snakeyaml.error.YAMLException if it is not YAML, or has a key twice
   * @throws IllegalArgumentException if it is not a mapping
   */
  static ApiDocument read(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Object value = new Yaml(new SafeConstructor(options)).load(text);
      if (!(value instanceof Map<?, ?> document)) {
        throw new IllegalArgumentException("not a mapping: " + file);
      }
      return new ApiDocument(ApiNode.ofDocument(document));
    }
  }

  /** Returns the operations of all paths, in the order of the document. */
  public List<ApiOperation> operations() {
    List<ApiOperation> operations = new ArrayList<>();
    root.get("paths")
        .members()
        .forEach(
            (path, item) ->
                item.members()
                    .forEach(
                        (member, operation) -> {
                          if (METHODS.contains(member)) {
                            operations.add(new ApiOperation(path, member, item, operation));
                          }
                        }));
    return List.copyOf(operations);
  }
}
