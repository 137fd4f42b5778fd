package org.conversationsessions.local.runner.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.pattern.EventPattern;

/**
 * Which records a mapping hands over: those that one of its patterns matches, or all if it has
 * none. The others count as dealt with.
 *
 * @param patterns patterns of whole records
 */
record StreamFilter(List<EventPattern> patterns) {
  StreamFilter {
    patterns = List.copyOf(patterns);
  }

  /** Reads the filters of a mapping; fails if one asks for what is not supported here. */
  static StreamFilter of(Settings mapping) {
    Settings criteria = mapping.object("FilterCriteria").knowing(Set.of("Filters"));
    List<EventPattern> patterns = new ArrayList<>();
    for (Settings filter : criteria.objects("Filters")) {
      String pattern = filter.knowing(Set.of("Pattern")).required("Pattern");
      try {
        patterns.add(EventPattern.of(JsonCodec.object(pattern)));
      } catch (IOException | IllegalArgumentException e) {
        throw filter.fault("Pattern", "cannot be honoured: " + e.getMessage());
      }
    }
    return new StreamFilter(patterns);
  }

  boolean takes(StreamRecord record) {
    return patterns.isEmpty() || patterns.stream().anyMatch(each -> each.matches(record.json()));
  }
}
