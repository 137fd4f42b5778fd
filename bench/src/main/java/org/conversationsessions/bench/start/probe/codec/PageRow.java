package org.conversationsessions.bench.start.probe.codec;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A session of a page, in plain values; kept in a file from which it is read back without a codec.
 *
 * @param texts the values of {@link #TEXTS}, in their order
 * @param developer of the field of that name
 * @param userTags names and values in turn
 * @param sessionTags names and values in turn
 * @param messages how many were exchanged
 * @param tasks how many were executed
 */
record PageRow(
    List<String> texts,
    boolean developer,
    List<String> userTags,
    List<String> sessionTags,
    int messages,
    int tasks) {
  /** The fields with one text each. */
  static final List<String> TEXTS =
      List.of(
          "sessionId",
          "botId",
          "channel",
          "userId",
          "start_time",
          "end_time",
          "session_lang",
          "sessionType",
          "containmentType",
          "sessionStatus");

  private static final String BETWEEN = "\t";

  /** Copies what can change. */
  PageRow {
    texts = List.copyOf(texts);
    userTags = List.copyOf(userTags);
    sessionTags = List.copyOf(sessionTags);
  }

  /** Reads what {@link #line} wrote. */
  static PageRow of(String line) {
    Iterator<String> cells = List.of(line.split(BETWEEN, -1)).iterator();
    return new PageRow(
        next(cells, TEXTS.size()),
        Boolean.parseBoolean(cells.next()),
        next(cells, Integer.parseInt(cells.next())),
        next(cells, Integer.parseInt(cells.next())),
        Integer.parseInt(cells.next()),
        Integer.parseInt(cells.next()));
  }

  /** It as one line of text. */
  String line() {
    List<String> cells = new ArrayList<>(texts);
    cells.add(Boolean.toString(developer));
    cells.add(Integer.toString(userTags.size()));
    cells.addAll(userTags);
    cells.add(Integer.toString(sessionTags.size()));
    cells.addAll(sessionTags);
    cells.add(Integer.toString(messages));
    cells.add(Integer.toString(tasks));
    return String.join(BETWEEN, cells);
  }

  /** The value of one of {@link #TEXTS}. */
  String text(String field) {
    return texts.get(TEXTS.indexOf(field));
  }

  private static List<String> next(Iterator<String> cells, int count) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(cells.next());
    }
    return some;
  }
}
