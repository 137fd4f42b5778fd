package org.conversationsessions.local.runner.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.pattern.EventPattern;

/**
 * The filter of a mapping: a record is delivered if it matches one of the patterns, or if there are
 * no patterns. Other records count as processed.
 *
 * @param patterns patterns of whole records
 */
record StreamFilter(List<EventPattern> patterns) {
  StreamFilter {
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads the filters of a mapping.
   *
   * @throws IllegalArgumentException if the pattern engine refuses one
   */
  static StreamFilter of(Settings mapping) {
    Settings criteria = mapping.object("FilterCriteria").knowing(Set.of("Filters"));
    List<EventPattern> patterns = new ArrayList<>();
    for (Settings filter : criteria.objects("Filters")) {
      String pattern = filter.knowing(Set.of("Pattern")).required("Pattern");
      try {
        patterns.add(EventPattern.of(JsonCodec.object(pattern)));
      } catch (IOException | IllegalArgumentException e) {
        throw filter.fault("Pattern", "is refused: " + e.getMessage());
      }
    }
    return new StreamFilter(patterns);
  }

  boolean takes(StreamRecord record) {
    return patterns.isEmpty() || patterns.stream().anyMatch(each -> each.matches(record.json()));
  }
}
