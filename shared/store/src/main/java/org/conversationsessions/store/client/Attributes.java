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
 * Writes and reads an item's attributes. What is absent, empty, zero or false takes no space: it is
 * left out.
 */
public final class Attributes {
  private static final int TAG_PARTS = 3;

  private final Map<String, AttributeValue> item;

  /** The attributes of a stored item. */
  public Attributes(Map<String, AttributeValue> item) {
    this.item = item;
  }

  /** An item to be written. */
  public Attributes() {
    this(new HashMap<>());
  }

  public Map<String, AttributeValue> item() {
    return item;
  }

  /**
   * Reads a stored item. Whatever the item holds, the result is a value or {@link
   * UnreadableItemException}: a consumer tells by it that no retry can help.
   *
   * @param what names the item in the message, which holds nothing of the content
   */
  public static <T> T read(
      String what, Map<String, AttributeValue> stored, Function<Attributes, T> reader) {
    return readable(what, () -> reader.apply(new Attributes(stored)));
  }

  /** Runs code that depends on nothing but what is stored; each of its failures is the item's. */
  public static <T> T readable(String what, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      // Its message may quote what is stored, which no log may hold.
      UnreadableItemException unreadable =
          new UnreadableItemException(what + " cannot be read: " + e.getClass().getSimpleName());
      unreadable.setStackTrace(e.getStackTrace());
      throw unreadable;
    }
  }

  public static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  public static AttributeValue n(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  public Attributes put(String name, String text) {
    item.put(name, s(text));
    return this;
  }

  public Attributes put(String name, Optional<String> text) {
    text.ifPresent(t -> put(name, t));
    return this;
  }

  public Attributes put(String name, long number) {
    if (number != 0) {
      item.put(name, n(number));
    }
    return this;
  }

  public Attributes put(String name, @Nullable Instant at) {
    if (at != null) {
      item.put(name, n(at.toEpochMilli()));
    }
    return this;
  }

  public Attributes put(String name, boolean flag) {
    if (flag) {
      item.put(name, AttributeValue.fromBool(true));
    }
    return this;
  }

  public Attributes put(String name, byte[] bytes) {
    if (bytes.length > 0) {
      item.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
    }
    return this;
  }

  public Attributes putTexts(String name, List<String> texts) {
    if (!texts.isEmpty()) {
      item.put(name, AttributeValue.fromL(texts.stream().map(Attributes::s).toList()));
    }
    return this;
  }

  /** Tags as a list of name, value, time, name, value, time. */
  public Attributes putTags(String name, List<Tag> tags) {
    if (!tags.isEmpty()) {
      item.put(name, AttributeValue.fromL(tags.stream().flatMap(Attributes::parts).toList()));
    }
    return this;
  }

  private static Stream<AttributeValue> parts(Tag tag) {
    return Stream.of(s(tag.name()), s(tag.value()), n(tag.setAt().toEpochMilli()));
  }

  public boolean has(String name) {
    return item.containsKey(name);
  }

  public String text(String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw wrong("text", name);
    }
    return text(name, value);
  }

  public Optional<String> findText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  public long number(String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : number(name, value);
  }

  /** A number of 32 bits. */
  public int count(String name) {
    long number = number(name);
    if (number != (int) number) {
      throw wrong("count", name);
    }
    return (int) number;
  }

  public @Nullable Instant findInstant(String name) {
    return has(name) ? Instant.ofEpochMilli(number(name)) : null;
  }

  public Instant instant(String name) {
    Instant found = findInstant(name);
    if (found == null) {
      throw wrong("time", name);
    }
    return found;
  }

  public boolean flag(String name) {
    AttributeValue value = item.get(name);
    if (value != null && value.bool() == null) {
      throw wrong("flag", name);
    }
    return value != null && value.bool();
  }

  public byte[] bytes(String name) {
    AttributeValue value = item.get(name);
    if (value != null && value.b() == null) {
      throw wrong("bytes", name);
    }
    return value == null ? new byte[0] : value.b().asByteArray();
  }

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
      throw wrong("text", name);
    }
    return value.s();
  }

  private static long number(String name, AttributeValue value) {
    try {
      return Long.parseLong(String.valueOf(value.n()));
    } catch (NumberFormatException e) {
      throw wrong("number", name);
    }
  }

  private static List<AttributeValue> list(String name, AttributeValue value) {
    if (!value.hasL()) {
      throw wrong("list", name);
    }
    return value.l();
  }

  private static UnreadableItemException wrong(String type, String name) {
    return new UnreadableItemException("a stored item has no " + type + " " + name);
  }
}
