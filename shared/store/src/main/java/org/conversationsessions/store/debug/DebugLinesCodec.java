package org.conversationsessions.store.debug;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.debug.DebugDetail;
import org.conversationsessions.domain.debug.DebugDetail.Field;
import org.conversationsessions.domain.debug.DebugDetail.Fields;
import org.conversationsessions.domain.debug.DebugDetail.Text;
import org.conversationsessions.domain.debug.DebugLevel;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Deflated;
import org.conversationsessions.store.client.VarintReader;
import org.conversationsessions.store.client.VarintWriter;

/** Converts debug lines of one session and hour to compressed bytes and back. */
final class DebugLinesCodec {
  static final String VALUE_NAME = "a stored entry of a debug log";

  private static final int LAYOUT = 1;
  private static final int TEXT = 0;
  private static final int FIELDS = 1;

  private DebugLinesCodec() {}

  /**
   * Returns the bytes of lines.
   *
   * @param hour the time that the lines' times are stored relative to
   */
  static byte[] of(List<DebugLine> lines, Instant hour) {
    VarintWriter out = new VarintWriter().number(LAYOUT).number(lines.size());
    for (DebugLine line : lines) {
      out.number(line.at().toEpochMilli() - hour.toEpochMilli())
          .text(line.title())
          .text(line.level().wire())
          .text(line.message());
      // An identifier is never empty.
      out.text(line.eventId().orElse(""));
      switch (line.detail()) {
        case Text(String text) -> out.number(TEXT).text(text);
        case Fields(List<Field> fields) -> {
          out.number(FIELDS).number(fields.size());
          fields.forEach(field -> write(out, field));
        }
      }
    }
    return Deflated.of(out.finish());
  }

  private static void write(VarintWriter out, Field field) {
    out.text(field.name()).number(field.isList() ? 1 : 0).number(field.values().size());
    field.values().forEach(out::text);
  }

  /**
   * Reads lines.
   *
   * @throws UnreadableItemException if the bytes are damaged or of an unknown layout
   */
  static List<DebugLine> read(byte[] bytes, Instant hour, Optional<SessionId> session) {
    return Attributes.decode(
        VALUE_NAME,
        () -> read(new VarintReader(Deflated.inflate(bytes, VALUE_NAME)), hour, session));
  }

  private static List<DebugLine> read(VarintReader in, Instant hour, Optional<SessionId> session) {
    long layout = in.number();
    if (layout != LAYOUT) {
      throw new UnreadableItemException(
          VALUE_NAME + " cannot be read: layout " + layout + " is unknown");
    }
    List<DebugLine> lines = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      Instant at = hour.plusMillis(in.number());
      String title = in.text();
      DebugLevel level = DebugLevel.ofWire(in.text()).orElseThrow();
      String message = in.text();
      Optional<String> eventId = Optional.of(in.text()).filter(id -> !id.isEmpty());
      lines.add(new DebugLine(at, title, level, message, detail(in), session, eventId));
    }
    return lines;
  }

  private static DebugDetail detail(VarintReader in) {
    if (in.number() == TEXT) {
      return new Text(in.text());
    }
    List<Field> fields = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      String name = in.text();
      boolean isList = in.number() == 1;
      List<String> values = new ArrayList<>();
      for (long more = in.number(); more > 0; more--) {
        values.add(in.text());
      }
      fields.add(new Field(name, values, isList));
    }
    return new Fields(fields);
  }
}
