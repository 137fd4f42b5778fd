package org.conversationsessions.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.conversationsessions.domain.UnreadableItemException;
import org.conversationsessions.domain.session.Tag;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes and reads an item's attributes. What is absent, empty, zero or false takes no space: it is
 * left out.
 */
final class Attributes {
  private static final int TAG_PARTS = 3;

  private final Map<String, AttributeValue> item;

  /** The attributes of a stored item. */
  Attributes(Map<String, AttributeValue> item) {
    this.item = item;
  }

  /** An item to be written. */
  Attributes() {
    this(new HashMap<>());
  }

  Map<String, AttributeValue> item() {
    return item;
  }

  static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  static AttributeValue n(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  Attributes put(String name, String text) {
    item.put(name, s(text));
    return this;
  }

  Attributes put(String name, Optional<String> text) {
    text.ifPresent(t -> put(name, t));
    return this;
  }

  Attributes put(String name, long number) {
    if (number != 0) {
      item.put(name, n(number));
    }
    return this;
  }

  Attributes put(String name, @Nullable Instant at) {
    if (at != null) {
      item.put(name, n(at.toEpochMilli()));
    }
    return this;
  }

  Attributes put(String name, boolean flag) {
    if (flag) {
      item.put(name, AttributeValue.fromBool(true));
    }
    return this;
  }

  Attributes put(String name, byte[] bytes) {
    if (bytes.length > 0) {
      item.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
    }
    return this;
  }

  Attributes putTexts(String name, List<String> texts) {
    if (!texts.isEmpty()) {
      item.put(name, AttributeValue.fromL(texts.stream().map(Attributes::s).toList()));
    }
    return this;
  }

  /** Tags as a list of name, value, time, name, value, time. */
  Attributes putTags(String name, List<Tag> tags) {
    if (!tags.isEmpty()) {
      item.put(name, AttributeValue.fromL(tags.stream().flatMap(Attributes::parts).toList()));
    }
    return this;
  }

  private static Stream<AttributeValue> parts(Tag tag) {
    return Stream.of(s(tag.name()), s(tag.value()), n(tag.setAt().toEpochMilli()));
  }

  boolean has(String name) {
    return item.containsKey(name);
  }

  String text(String name) {
    AttributeValue value = item.get(name);
    if (value == null || value.s() == null) {
      throw new UnreadableItemException("a stored item has no text " + name);
    }
    return value.s();
  }

  Optional<String> findText(String name) {
    return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
  }

  long number(String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }

  @Nullable Instant findInstant(String name) {
    return has(name) ? Instant.ofEpochMilli(number(name)) : null;
  }

  Instant instant(String name) {
    Instant found = findInstant(name);
    if (found == null) {
      throw new UnreadableItemException("a stored item has no time " + name);
    }
    return found;
  }

  boolean flag(String name) {
    AttributeValue value = item.get(name);
    return value != null && Boolean.TRUE.equals(value.bool());
  }

  byte[] bytes(String name) {
    AttributeValue value = item.get(name);
    return value == null ? new byte[0] : value.b().asByteArray();
  }

  List<String> texts(String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(value.l().size());
    for (AttributeValue text : value.l()) {
      texts.add(text.s());
    }
    return texts;
  }

  List<Tag> tags(String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      return List.of();
    }
    List<AttributeValue> parts = value.l();
    if (parts.size() % TAG_PARTS != 0) {
      throw new UnreadableItemException("a stored item has half a tag in " + name);
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += TAG_PARTS) {
      Instant setAt = Instant.ofEpochMilli(Long.parseLong(parts.get(i + 2).n()));
      tags.add(new Tag(parts.get(i).s(), parts.get(i + 1).s(), setAt));
    }
    return tags;
  }
}
