package org.conversationsessions.local.template;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Hands out maps that note which of their entries were read; looking at the names is not reading.
 */
public final class ReadTracker {
  private final Set<String> there = new TreeSet<>();
  private final Set<String> read = new TreeSet<>();

  /**
   * A map that is watched, and all that is in it.
   *
   * @param place its place, to which the names of its entries are appended
   */
  public Map<String, Object> track(String place, Map<String, Object> properties) {
    properties.keySet().forEach(name -> there.add(place + "." + name));
    return new Tracked(place, properties);
  }

  /** The settings that were never read; an object that was not read counts as one. */
  public Set<String> unread() {
    Set<String> unread = new TreeSet<>(there);
    unread.removeAll(read);
    return unread;
  }

  @SuppressWarnings("unchecked") // names in a template are texts
  private Object tracked(String place, Object value) {
    return switch (value) {
      case Map<?, ?> map -> track(place, (Map<String, Object>) map);
      case List<?> list -> {
        List<Object> all = new ArrayList<>();
        list.forEach(each -> all.add(tracked(place + "[]", each)));
        yield all;
      }
      default -> value;
    };
  }

  private final class Tracked extends AbstractMap<String, Object> {
    private final String place;
    private final Map<String, Object> properties;

    Tracked(String place, Map<String, Object> properties) {
      this.place = place;
      this.properties = properties;
    }

    @Override
    public @Nullable Object get(Object name) {
      Object value = properties.get(name);
      String at = place + "." + name;
      if (value == null) {
        return null;
      }
      read.add(at);
      return tracked(at, value);
    }

    @Override
    public boolean containsKey(Object name) {
      return properties.containsKey(name);
    }

    @Override
    public Set<String> keySet() {
      return properties.keySet();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Entry<String, Object>> iterator() {
          return properties.keySet().stream()
              .map(name -> Map.entry(name, Objects.requireNonNull(Tracked.this.get(name))))
              .iterator();
        }

        @Override
        public int size() {
          return properties.size();
        }
      };
    }
  }
}
