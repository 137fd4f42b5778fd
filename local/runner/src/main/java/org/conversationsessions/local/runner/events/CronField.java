package org.conversationsessions.local.runner.events;

import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;

/** One field of a cron expression: the values it stands for. */
final class CronField {
  private CronField() {}

  /**
   * Reads {@code *}, {@code ?}, values, ranges, steps and lists of them.
   *
   * @param names that may stand for numbers, the first for {@code least}
   */
  static NavigableSet<Integer> of(String field, int least, int most, List<String> names) {
    NavigableSet<Integer> values = new TreeSet<>();
    for (String part : field.split(",", -1)) {
      String[] range = part.split("/", -1);
      int step = range.length == 2 ? number(range[1], 1, most, List.of()) : 1;
      String[] ends = range[0].split("-", -1);
      boolean all = range[0].equals("*") || range[0].equals("?");
      if (range.length > 2 || ends.length > 2) {
        throw fault(field);
      }
      int first = all ? least : number(ends[0], least, most, names);
      int open = all || range.length == 2 ? most : first;
      int last = ends.length == 2 ? number(ends[1], least, most, names) : open;
      for (int value = first; value <= last; value += step) {
        values.add(value);
      }
    }
    if (values.isEmpty()) {
      throw fault(field);
    }
    return values;
  }

  private static int number(String text, int least, int most, List<String> names) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    if (named >= 0) {
      return least + named;
    }
    // The wildcards L, W and # end here too: nothing of the project's uses them.
    if (!text.matches("\\d{1,4}")) {
      throw fault(text);
    }
    int value = Integer.parseInt(text);
    if (value < least || value > most) {
      throw fault(text);
    }
    return value;
  }

  private static IllegalArgumentException fault(String text) {
    return new IllegalArgumentException("no field of a cron expression for one machine: " + text);
  }
}
