package org.conversationsessions.quality;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the functions' roles in template.yaml allow on the tables, and which functions have the
 * encryption key. A right on an index or a stream counts as one on its table.
 */
record FunctionAccess(CloudFormation template) {
  private static final String TABLE = "AWS::DynamoDB::Table";
  private static final Pattern OF_TABLE = Pattern.compile("(?:\\$\\{)?([A-Za-z]+Table)\\b.*");

  /** What a role may do with a table. */
  enum Right {
    READ("read"),
    PUT("put"),
    DELETE("delete"),
    SCAN("scan"),
    STREAM("stream");

    private final String word;

    Right(String word) {
      this.word = word;
    }

    /** Returns the right that an action needs; null for an action on something else. */
    static @Nullable Right of(String action) {
      return switch (action) {
        case "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query" -> READ;
        case "dynamodb:PutItem", "dynamodb:UpdateItem" -> PUT;
        case "dynamodb:DeleteItem" -> DELETE;
        case "dynamodb:Scan" -> SCAN;
        case "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams" ->
            STREAM;
        case String other when other.startsWith("dynamodb:") ->
            throw new AssertionError("no right for the action " + other);
        default -> null;
      };
    }
  }

  /** Returns a function's rights by the logical id of the table. */
  Map<String, Set<Right>> rights(String function) {
    Map<String, Set<Right>> rights = new LinkedHashMap<>();
    for (Map<String, Object> statement : template.statements(CloudFormation.role(function))) {
      for (Object action : CloudFormation.list(statement, "Action")) {
        Right right = Right.of(action.toString());
        if (right != null) {
          for (Object resource : CloudFormation.list(statement, "Resource")) {
            rights.computeIfAbsent(table(resource), _ -> EnumSet.noneOf(Right.class)).add(right);
          }
        }
      }
    }
    return rights;
  }

  /** Returns the rows of a Markdown table: the tables' names, and for each function its rights. */
  List<String> rows() {
    List<String> tables = List.copyOf(template.resources(TABLE).keySet());
    List<String> rows = new ArrayList<>();
    rows.add(
        row(
            "function",
            tables.stream().map(table -> table.replaceFirst("Table$", "")),
            "encryption key"));
    rows.add("|---".repeat(tables.size() + 2) + "|");
    template
        .functions()
        .forEach(
            (function, properties) -> {
              Map<String, Set<Right>> rights = rights(function);
              rows.add(
                  row(
                      "`" + function.replaceFirst("Function$", "") + "`",
                      tables.stream().map(table -> words(rights.getOrDefault(table, Set.of()))),
                      hasKey(properties) ? "yes" : ""));
            });
    return rows;
  }

  private static boolean hasKey(Map<String, Object> function) {
    return CloudFormation.variables(function).containsKey("SECRETS_KEY");
  }

  private static String words(Set<Right> rights) {
    return rights.stream().map(right -> right.word).collect(Collectors.joining(", "));
  }

  private static String row(String first, Stream<String> cells, String last) {
    return Stream.of(Stream.of(first), cells, Stream.of(last))
        .flatMap(part -> part)
        .map(cell -> cell.isEmpty() ? " " : " " + cell + " ")
        .collect(Collectors.joining("|", "|", "|"));
  }

  /** Returns the table of an ARN in a statement, which may be that of an index or a stream. */
  private static String table(Object resource) {
    String name =
        switch (resource) {
          case Map<?, ?> map when map.get("Fn::GetAtt") instanceof List<?> path ->
              String.valueOf(path.getFirst());
          case Map<?, ?> map when map.get("Fn::Sub") instanceof String text -> text;
          default -> throw new AssertionError("a table that is not named: " + resource);
        };
    Matcher table = OF_TABLE.matcher(name);
    if (!table.matches()) {
      throw new AssertionError("not a table: " + name);
    }
    return table.group(1);
  }
}
