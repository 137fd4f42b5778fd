package org.conversationsessions.store.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.PublishedVersion;
import org.conversationsessions.store.client.Attributes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the registry table: the list of a bot's newest published versions, up to some 210 KB and
 * usually a few. The key {@code id} is {@code <bot>#versions}. It is written only in a transaction
 * that raises the version of the bot's settings, whose condition is its optimistic locking.
 */
public final class PublishedVersionsItem {
  /** Four texts for each version: number, comment, time in milliseconds, app. */
  private static final String VERSIONS = "versions";

  private static final int PARTS = 4;

  private PublishedVersionsItem() {}

  static Map<String, AttributeValue> key(BotId bot) {
    return Map.of(BotItem.ID, Attributes.s(bot + "#versions"));
  }

  /** Returns the item after a publication. */
  public static Map<String, AttributeValue> of(
      BotId bot, PublishedVersion newest, List<PublishedVersion> earlier) {
    Attributes item = new Attributes();
    item.item().putAll(key(bot));
    return item.putTexts(
            VERSIONS,
            Stream.concat(Stream.of(newest), earlier.stream())
                .limit(SettingsStore.LISTED_VERSIONS)
                .flatMap(PublishedVersionsItem::parts)
                .toList())
        .item();
  }

  /** Reads a stored list, the newest version first; an empty one if there is no item. */
  public static List<PublishedVersion> read(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "the stored list of published versions", stored, item -> versions(item.texts(VERSIONS)));
  }

  private static Stream<String> parts(PublishedVersion version) {
    return Stream.of(
        String.valueOf(version.number()),
        version.comment(),
        String.valueOf(version.publishedAt().toEpochMilli()),
        version.publishedBy());
  }

  private static List<PublishedVersion> versions(List<String> texts) {
    if (texts.size() % PARTS != 0) {
      throw new UnreadableItemException("a stored list has a part of a published version");
    }
    List<PublishedVersion> versions = new ArrayList<>();
    for (int at = 0; at < texts.size(); at += PARTS) {
      versions.add(
          new PublishedVersion(
              Long.parseLong(texts.get(at)),
              texts.get(at + 1),
              Instant.ofEpochMilli(Long.parseLong(texts.get(at + 2))),
              texts.get(at + 3)));
    }
    return versions;
  }
}
