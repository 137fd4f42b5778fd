package org.conversationsessions.cli.openapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of an OpenAPI document and its place. Every step to a member or an item follows
 * references within the document.
 */
public final class ApiNode {
  private static final String REFERENCE = "$ref";

  private final Map<?, ?> document;
  private final String pointer;
  private final @Nullable Object value;

  private ApiNode(Map<?, ?> document, String pointer, @Nullable Object value) {
    this.document = document;
    this.pointer = pointer;
    this.value = value;
  }

  /** Returns the root of a document. */
  static ApiNode ofDocument(Map<?, ?> document) {
    return new ApiNode(document, "", document);
  }

  /** Returns the JSON pointer of the value, after references are followed. */
  public String pointer() {
    return pointer;
  }

  /** Returns the JSON pointer of a member, without following a reference there. */
  public String pointerTo(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Returns the value: a map, a list or a scalar. */
  public @Nullable Object value() {
    return value;
  }

  /** Returns the value as text. */
  public String text() {
    return String.valueOf(value);
  }

  /** Returns a member; empty if there is none. */
  public Optional<ApiNode> find(String name) {
    return value instanceof Map<?, ?> map && map.containsKey(name)
        ? Optional.of(followed(pointerTo(name), map.get(name)))
        : Optional.empty();
  }

  /**
   * Returns a member.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ApiNode get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("missing: " + pointerTo(name)));
  }

  /** Returns the members of a mapping in their order; none of another value. */
  public Map<String, ApiNode> members() {
    Map<String, ApiNode> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, member) ->
              members.put(String.valueOf(name), followed(pointerTo(String.valueOf(name)), member)));
    }
    return members;
  }

  /** Returns the items of a list; none of another value. */
  public List<ApiNode> items() {
    List<ApiNode> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        items.add(followed(pointer + "/" + items.size(), item));
      }
    }
    return items;
  }

  /**
   * Returns the value that a reference names.
   *
   * @param reference a fragment such as {@code #/components/schemas/Session}
   * @throws IllegalArgumentException if it leads nowhere
   */
  public ApiNode referenced(String reference) {
    if (!reference.startsWith("#/")) {
      throw new IllegalArgumentException("not a reference within the document: " + reference);
    }
    ApiNode node = ofDocument(document);
    for (String part : reference.substring(2).split("/", -1)) {
      // A fragment is part of a URI: braces are percent-encoded there.
      String name =
          URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8)
              .replace("~1", "/")
              .replace("~0", "~");
      node =
          node.find(name)
              .orElseThrow(() -> new IllegalArgumentException("leads nowhere: " + reference));
    }
    return node;
  }

  private ApiNode followed(String at, @Nullable Object member) {
    return member instanceof Map<?, ?> map && map.get(REFERENCE) instanceof String reference
        ? referenced(reference)
        : new ApiNode(document, at, member);
  }
}
