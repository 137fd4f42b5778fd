package org.conversationsessions.store.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.SessionState.Context;
import org.conversationsessions.domain.state.SessionState.ContextTags;
import org.conversationsessions.domain.state.SessionState.Profile;
import org.conversationsessions.domain.state.SessionState.Variable;
import org.conversationsessions.domain.state.WriteMark;
import org.conversationsessions.store.client.VarintReader;
import org.conversationsessions.store.client.VarintWriter;

/**
 * Converts a session state to bytes and back. The bytes are the layout's number, the authorisation
 * profiles, and everything else compressed (DEFLATE). Profiles are not compressed: tokens hardly
 * shrink, and compressed together with an end user's input, the total length would leak information
 * about them.
 */
final class StateCodec {
  private static final int LAYOUT = 1;
  private static final String UNREADABLE = "the stored state of a conversation cannot be read: ";

  private StateCodec() {}

  /** Returns the bytes of a state. */
  static byte[] of(SessionState state) {
    return new VarintWriter()
        .number(LAYOUT)
        .bytes(profiles(state.profiles()))
        .bytes(deflate(rest(state)))
        .finish();
  }

  /**
   * Reads a state.
   *
   * @throws UnreadableItemException if the bytes are damaged or of an unknown layout
   */
  static SessionState read(byte[] bytes) {
    try {
      VarintReader all = new VarintReader(bytes);
      long layout = all.number();
      if (layout != LAYOUT) {
        throw new UnreadableItemException(UNREADABLE + "layout " + layout + " is unknown");
      }
      Map<String, Profile> profiles = profiles(new VarintReader(all.bytes()));
      return rest(new VarintReader(inflate(all.bytes())), profiles);
    } catch (BufferUnderflowException | IOException e) {
      throw new UnreadableItemException(UNREADABLE + "it is damaged", e);
    }
  }

  private static byte[] profiles(Map<String, Profile> profiles) {
    VarintWriter out = new VarintWriter().number(profiles.size());
    profiles.forEach(
        (name, profile) -> {
          out.text(name).text(profile.token());
          out.number(profile.createdAt().toEpochMilli()).number(profile.updatedAt().toEpochMilli());
          encodeWriteMark(out, profile.writeMark());
        });
    return out.finish();
  }

  private static Map<String, Profile> profiles(VarintReader in) {
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (long left = in.number(); left > 0; left--) {
      profiles.put(in.text(), new Profile(in.text(), instant(in), instant(in), writeMark(in)));
    }
    return profiles;
  }

  private static byte[] rest(SessionState state) {
    VarintWriter out = new VarintWriter().number(state.variables().size());
    state
        .variables()
        .forEach(
            (name, variable) -> {
              out.text(name).text(variable.json());
              // 0 means no time to live: a variable never has a time to live of 0.
              out.number(variable.ttl().map(Duration::toMillis).orElse(0L));
              out.number(variable.setAt().toEpochMilli());
              encodeWriteMark(out, variable.writeMark());
            });
    encodeContext(out, state.dialogContext());
    encodeContext(out, state.sentiment());
    encodeWriteMark(out, state.tags().writeMark());
    encodeOptional(out, state.tags().current());
    out.number(state.tags().historic().size());
    state.tags().historic().forEach(out::text);
    return out.finish();
  }

  private static SessionState rest(VarintReader in, Map<String, Profile> profiles) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (long left = in.number(); left > 0; left--) {
      variables.put(in.text(), new Variable(in.text(), ttl(in), instant(in), writeMark(in)));
    }
    Optional<Context> dialogContext = context(in);
    Optional<Context> sentiment = context(in);
    return new SessionState(variables, dialogContext, profiles, tags(in), sentiment);
  }

  private static ContextTags tags(VarintReader in) {
    WriteMark mark = writeMark(in);
    Optional<String> current = optional(in);
    List<String> historic = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      historic.add(in.text());
    }
    return new ContextTags(current, historic, mark);
  }

  private static void encodeContext(VarintWriter out, Optional<Context> context) {
    encodeOptional(out, context.map(Context::json));
    context.ifPresent(known -> encodeWriteMark(out, known.writeMark()));
  }

  private static Optional<Context> context(VarintReader in) {
    return optional(in).map(json -> new Context(json, writeMark(in)));
  }

  private static void encodeOptional(VarintWriter out, Optional<String> text) {
    out.number(text.isPresent() ? 1 : 0);
    text.ifPresent(out::text);
  }

  private static Optional<String> optional(VarintReader in) {
    return in.number() == 0 ? Optional.empty() : Optional.of(in.text());
  }

  private static void encodeWriteMark(VarintWriter out, WriteMark mark) {
    out.number(mark.epoch()).number(mark.closings()).number(mark.discards());
  }

  private static WriteMark writeMark(VarintReader in) {
    return new WriteMark(in.number(), (int) in.number(), (int) in.number());
  }

  private static Optional<Duration> ttl(VarintReader in) {
    return Optional.of(in.number()).filter(millis -> millis != 0).map(Duration::ofMillis);
  }

  private static Instant instant(VarintReader in) {
    return Instant.ofEpochMilli(in.number());
  }

  private static byte[] deflate(byte[] bytes) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream(512);
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return deflated.toByteArray();
  }

  private static byte[] inflate(byte[] bytes) throws IOException {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }
}
