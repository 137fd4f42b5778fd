package org.conversationsessions.application.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.domain.debug.DebugDetail.Field;
import org.conversationsessions.domain.debug.DebugDetail.Fields;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.session.SessionId;

/** Decides closings again, as section 18 of the contract says that a reader can. */
public final class ClosingReplay {
  private ClosingReplay() {}

  /**
   * Returns the rule of each closing, decided from the facts of its line. Fails if the line names
   * another rule or containment.
   */
  public static Map<SessionId, String> rules(List<DebugLine> lines) {
    Map<SessionId, String> rules = new HashMap<>();
    for (DebugLine line : lines) {
      if (line.title().equals("Session closed")) {
        Map<String, List<String>> fields =
            ((Fields) line.detail())
                .fields().stream().collect(Collectors.toMap(Field::name, Field::values));
        String rule = rule(fields.getOrDefault("facts", List.of()));
        assertThat(fields)
            .containsEntry("rule", List.of(rule))
            .containsEntry("containment", List.of(containment(rule)));
        rules.put(line.session().orElseThrow(), rule);
      }
    }
    return rules;
  }

  /** Returns the containment that follows from a rule. */
  public static String containment(String rule) {
    return switch (rule) {
      case "agentTransfer" -> "agent";
      case "contained" -> "selfService";
      default -> "dropOff";
    };
  }

  private static String rule(List<String> facts) {
    if (facts.contains("agentTransfer")) {
      return "agentTransfer";
    }
    if (facts.contains("taskStarted") && !facts.contains("taskCompleted")) {
      return "noTaskCompleted";
    }
    return Stream.of("lastTaskFailed", "notUnderstood", "unanswered")
        .filter(facts::contains)
        .findFirst()
        .orElse("contained");
  }
}
