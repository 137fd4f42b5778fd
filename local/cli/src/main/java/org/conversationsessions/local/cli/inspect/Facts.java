package org.conversationsessions.local.cli.inspect;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.Tag;
import org.jspecify.annotations.Nullable;

/** Names and values for people, a line each, under a heading. */
final class Facts {
  private static final int NAME_WIDTH = 26;

  private final String heading;
  private final Map<String, String> lines = new LinkedHashMap<>();

  Facts(String heading) {
    this.heading = heading;
  }

  Facts add(String name, @Nullable Object value) {
    lines.put(name, value == null || value.toString().isEmpty() ? "-" : value.toString());
    return this;
  }

  /** The facts of a session. */
  static Facts of(String heading, Session session, String defaultLanguage) {
    Optional<Closing> closing = session.closing();
    return new Facts(heading)
        .add("session", session.id())
        .add("status", session.status().wire())
        .add("started", session.startTime())
        .add("ended", session.endTime())
        .add("type", session.type().wire())
        .add("containment", session.containment().wire())
        .add("languages", String.join(", ", session.languagesOr(defaultLanguage)))
        .add("developer's", session.developer() ? "yes" : "no")
        .add("messages exchanged", session.messages())
        .add("tasks executed", session.tasks())
        .add("user tags", tags(session.tags().user()))
        .add("session tags", tags(session.tags().session()))
        .add("closed by", closing.map(Closing::reason).map(reason -> reason.wire()).orElse(""))
        .add("closing recorded", closing.map(Closing::recordedAt).map(Instant::toString).orElse(""))
        .add("under settings of version", closing.map(c -> "" + c.settingsVersion()).orElse(""));
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
