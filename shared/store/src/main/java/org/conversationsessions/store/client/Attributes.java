package org.conversationsessions.store.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.session.Tag;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads and writes an item's attributes. Absent, empty, zero and false values are not stored, so
 * they take no space. A read of an absent attribute returns 0, false or an empty value, unless its
 * documentation says otherwise. A value of another type is an {@link UnreadableItemException}.
 */
public final class Attributes {
  private static final int TAG_PARTS = 3;

  private final Map<String, AttributeValue> item;

  /** Wraps an item. Writes change the map. */
  public Attributes(Map<String, AttributeValue> item) {
    this.item = item;
  }

  /** Creates an empty item. */
  public Attributes() {
    this(new HashMap<>());
  }

  /** Returns the item. */
  public Map<String, AttributeValue> item() {
    return item;
  }

  /**
   * Reads a stored item. Every failure caused by the item's content is an {@link
   * UnreadableItemException}, for which a consumer does not retry.
   *
   * @param itemName the item's name for the exception's message, which contains no stored content
   */
  public static <T> T read(
      String itemName, Map<String, AttributeValue> stored, Function<Attributes, T> reader) {
    return decode(itemName, () -> reader.apply(new Attributes(stored)));
  }

  /**
   * Runs code that depends on stored content only. Turns every failure except a {@link
   * StoreException} into an {@link UnreadableItemException}.
   */
  public static <T> T decode(String itemName, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      // The original message may quote stored content, which must not be logged.
      UnreadableItemException unreadable =
          new UnreadableItemException(
              itemName + " cannot be read: " + e.getClass().getSimpleName());
      unreadable.setStackTrace(e.getStackTrace());
      throw unreadable;
    }
  }

  /** Returns a string value. */
  public static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  /** Returns a number value. */
  public static AttributeValue n(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  /** Writes a string, also an empty one. */
  public Attributes put(String name, String text) {
    item.put(name, s(text));
    return this;
  }

  /** Writes a string if it is present. */
  public Attributes put(String name, Optional<String> text) {
    text.ifPresent(t -> put(name, t));
    return this;
  }

  /** Writes a number unless it is 0. */
  public Attributes put(String name, long number) {
    if (number != 0) {
      item.put(name, n(number));
    }
    return this;
  }

  /** Writes a time in milliseconds since the epoch, unless it is null. */
  public Attributes put(String name, @Nullable Instant at) {
    if (at != null) {
      item.put(name, n(at.toEpochMilli()));
    }
    return this;
  }

  /** Writes a flag if it is true. */
  public Attributes put(String name, boolean flag) {
    if (flag) {
      item.put(name, AttributeValue.fromBool(true));
    }
    return this;
  }

  /** Writes bytes unless there are none. */
  public Attributes put(String name, byte[] bytes) {
    if (bytes.length > 0) {
      item.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
    }
    return this;
  }

  /** Writes a list of strings unless it is empty. */
  public Attributes putTexts(String name, List<String> texts) {
    if (!texts.isEmpty()) {
      item.put(name, AttributeValue.fromL(texts.stream().map(Attributes::s).toList()));
    }
    return this;
  }

  /** Writes tags as one list of name, value and time of each, unless there are none. */
  public Attributes putTags(String name, List<Tag> tags) {
    if (!tags.isEmpty()) {
      item.put(name, AttributeValue.fromL(tags.stream().flatMap(Attributes::parts).toList()));
    }
    return this;
  }

  private static Stream<AttributeValue> parts(Tag tag) {
    return Stream.of(s(tag.name()), s(tag.value()), n(tag.setAt().toEpochMilli()));
  }

  /** Returns whether the item has an attribute. */
  public boolean has(String name) {
    return item.containsKey(name);
  }

  /** Returns whether the item has an attribute of which the value is null. */
  public boolean isNull(String name) {
    AttributeValue value = item.get(name);
    return value != null && Boolean.TRUE.equals(value.nul());
  }

  /** Returns a string, which must be present. */
  public String text(String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw unreadable("text", name);
    }
    return text(name, value);
  }

  /** Returns a string if it is present. */
  public Optional<String> findText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** Returns a number; 0 if it is absent. */
  public long number(String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : number(name, value);
  }

  /** Returns a number of 32 bits; 0 if it is absent. */
  public int count(String name) {
    long number = number(name);
    if (number != (int) number) {
      throw unreadable("count", name);
    }
    return (int) number;
  }

  /** Returns a time; null if it is absent. */
  public @Nullable Instant findInstant(String name) {
    return has(name) ? Instant.ofEpochMilli(number(name)) : null;
  }

  /** Returns a time, which must be present. */
  public Instant instant(String name) {
    Instant found = findInstant(name);
    if (found == null) {
      throw unreadable("time", name);
    }
    return found;
  }

  /** Returns a flag; false if it is absent. */
  public boolean flag(String name) {
    AttributeValue value = item.get(name);
    if (value != null && value.bool() == null) {
      throw unreadable("flag", name);
    }
    return value != null && value.bool();
  }

  /** Returns bytes; none if the attribute is absent. */
  public byte[] bytes(String name) {
    AttributeValue value = item.get(name);
    if (value != null && value.b() == null) {
      throw unreadable("bytes", name);
    }
    return value == null ? new byte[0] : value.b().asByteArray();
  }

  /** Returns a list of strings; an empty one if it is absent. */
  public List<String> texts(String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      return List.of();
    }
    List<AttributeValue> items = list(name, value);
    List<String> texts = new ArrayList<>(items.size());
    for (AttributeValue text : items) {
      texts.add(text(name, text));
    }
    return texts;
  }

  /** Returns tags; none if the attribute is absent. */
  public List<Tag> tags(String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      return List.of();
    }
    List<AttributeValue> parts = list(name, value);
    if (parts.size() % TAG_PARTS != 0) {
      throw new UnreadableItemException("a stored item has half a tag in " + name);
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += TAG_PARTS) {
      Instant setAt = Instant.ofEpochMilli(number(name, parts.get(i + 2)));
      tags.add(new Tag(text(name, parts.get(i)), text(name, parts.get(i + 1)), setAt));
    }
    return tags;
  }

  private static String text(String name, AttributeValue value) {
    if (value.s() == null) {
      throw unreadable("text", name);
    }
    return value.s();
  }

  private static long number(String name, AttributeValue value) {
    try {
      return Long.parseLong(String.valueOf(value.n()));
    } catch (NumberFormatException e) {
      throw unreadable("number", name);
    }
  }

  private static List<AttributeValue> list(String name, AttributeValue value) {
    if (!value.hasL()) {
      throw unreadable("list", name);
    }
    return value.l();
  }

  private static UnreadableItemException unreadable(String type, String name) {
    return new UnreadableItemException("a stored item has no " + type + " " + name);
  }
}
