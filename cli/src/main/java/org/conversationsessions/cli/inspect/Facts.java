package org.conversationsessions.cli.inspect;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.Tag;
import org.jspecify.annotations.Nullable;

/** Names and values for people: a heading, then a pair on each line. */
final class Facts {
  private static final int NAME_WIDTH = 26;

  private final String heading;
  private final Map<String, String> lines = new LinkedHashMap<>();

  Facts(String heading) {
    this.heading = heading;
  }

  /** Adds a pair; a hyphen stands for null and for an empty value. */
  Facts add(String name, @Nullable Object value) {
    lines.put(name, value == null || value.toString().isEmpty() ? "-" : value.toString());
    return this;
  }

  /** Returns the facts of a session. */
  static Facts of(String heading, Session session, String defaultLanguage) {
    Facts facts =
        new Facts(heading)
            .add("session", session.id())
            .add("status", session.status().wire())
            .add("start time", session.startTime())
            .add("end time", session.endTime())
            .add("type", session.type().wire())
            .add("containment", session.containment().wire())
            .add("languages", String.join(", ", session.languagesOr(defaultLanguage)))
            .add("developer's", session.developer() ? "yes" : "no")
            .add("messages exchanged", session.messages())
            .add("tasks executed", session.tasks())
            .add("user tags", tags(session.tags().user()))
            .add("session tags", tags(session.tags().session()));
    session
        .transfer()
        .ifPresent(
            transfer ->
                facts
                    .add("agent since", transfer.at())
                    .add("task before the agent", transfer.afterTask() ? "yes" : "no"));
    session.nudge().ifPresent(nudge -> facts.add("last nudge", nudge.recordedAt()));
    session
        .closing()
        .ifPresent(
            closing ->
                facts
                    .add("closed by", closing.reason().wire())
                    .add("closing recorded at", closing.recordedAt())
                    .add("version of the settings", closing.settingsVersion()));
    return facts;
  }

  private static String tags(List<Tag> tags) {
    return String.join(", ", tags.stream().map(tag -> tag.name() + "=" + tag.value()).toList());
  }

  void print(PrintWriter out) {
    out.println(heading);
    lines.forEach(
        (name, value) ->
            out.println("  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + value));
  }
}
