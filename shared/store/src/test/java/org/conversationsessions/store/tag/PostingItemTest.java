package org.conversationsessions.store.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.PostingList;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagCounts;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.domain.tag.Tagging;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.ItemSize;
import org.conversationsessions.store.tag.PostingStore.Stored;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PostingItemTest {
  private static final BotId BOT = new BotId("st-12345678-1234-1234-1234-123456789012");
  private static final Instant START = Instant.parse("2026-03-01T09:17:42.999Z");
  private static final PostingSpan HOUR = PostingSpan.hourOf(SessionId.of(START, 1));
  private static final String LIST = PostingKey.list(BOT, 3, new TagTerm("city", "Oslo"));

  @Test
  void aSpanIsPartOfTheKey() {
    PostingSpan minute = HOUR.part(17);

    assertThat(PostingItem.span(HOUR)).isEqualTo("h#2026-03-01T09");
    assertThat(PostingItem.span(minute)).isEqualTo("m#2026-03-01T09:17");
    assertThat(PostingItem.span(minute.part(42))).isEqualTo("s#2026-03-01T09:17:42");
    assertThat(PostingItem.span(minute.part(0))).isEqualTo("s#2026-03-01T09:17:00");
    assertThat(PostingItem.span(HOUR.part(0))).isEqualTo("m#2026-03-01T09:00");
  }

  @Test
  void aListHasTheBotTheShardAndADigestThatSaysNothingOfTheTag() {
    assertThat(LIST).startsWith("t#" + BOT + "#3#").hasSize(("t#" + BOT + "#3#").length() + 22);
    assertThat(LIST).doesNotContain("city", "Oslo");
    assertThat(PostingKey.list(BOT, 3, new TagTerm("cit", "yOslo"))).isNotEqualTo(LIST);
    assertThat(PostingKey.list(BOT, 3, new TagTerm("city", "oslo"))).isNotEqualTo(LIST);
  }

  @Test
  void itemsAreReadAsWritten(@Seeded Random random) {
    for (int round = 0; round < 300; round++) {
      PostingSpan span =
          switch (random.nextInt(3)) {
            case 0 -> HOUR;
            case 1 -> HOUR.part(59);
            default -> HOUR.part(0).part(59);
          };
      PostingNode node =
          switch (random.nextInt(3)) {
            case 0 ->
                span.isDivisible()
                    ? new PostingNode.Divided(randomParts(random), random.nextBoolean())
                    : new PostingNode.Overfull();
            default -> new PostingNode.Leaf(randomPostings(random, span, random.nextInt(60)));
          };
      Stored stored =
          new Stored(
              node,
              1 + random.nextInt(300),
              random.nextBoolean() ? Optional.of(Instant.ofEpochSecond(9_999)) : Optional.empty());

      assertThat(PostingItem.read(span, PostingItem.of(new PostingKey(LIST, span), stored)))
          .isEqualTo(stored);
    }
  }

  @Test
  void aFullLeafTakesOneWriteUnit(@Seeded Random random) {
    List<Posting> postings = new ArrayList<>();
    for (int i = 0; i < 56; i++) {
      Instant start =
          Instant.ofEpochSecond(HOUR.firstSecond()).plusMillis(random.nextInt(3_600_000));
      // Half of the conversations are new, the others a year old.
      long version = start.toEpochMilli() + 20 - i % 2 * Duration.ofDays(365).toMillis();
      postings.add(
          new Posting(
              SessionId.of(start, random.nextLong()), version, Optional.of(Tagging.ALL.get(6))));
    }
    Stored full =
        new Stored(new PostingNode.Leaf(PostingList.of(postings)), 99, Optional.of(START));

    assertThat(ItemSize.writeUnits(PostingItem.of(new PostingKey(LIST, HOUR), full))).isOne();
  }

  /** DynamoDB refuses items of more than 400 KB. */
  @Test
  void theMostPostingsOfASecondFitIntoAnItem(@Seeded Random random) {
    List<Posting> postings = new ArrayList<>();
    for (int i = 0; i < PostingNode.Overfull.MAX_POSTINGS; i++) {
      SessionId id = SessionId.of(START, random.nextLong());
      postings.add(new Posting(id, random.nextLong(), Optional.of(Tagging.ALL.getLast())));
    }
    PostingSpan second = HOUR.part(17).part(42);
    Stored full = new Stored(new PostingNode.Leaf(PostingList.of(postings)), 99, Optional.empty());

    assertThat(ItemSize.bytes(PostingItem.of(new PostingKey(LIST, second), full)))
        .isLessThan(120_000);
  }

  @Test
  void damagedItemsAreUnreadable() {
    Map<String, AttributeValue> item =
        new HashMap<>(PostingItem.of(new PostingKey(LIST, HOUR), Stored.NONE));
    byte[] noTagging = {40, 0, 0};
    byte[] noPart = {127, 1, 1};

    item.put("e", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {-1})));
    assertUnreadable(item);
    item.put("e", AttributeValue.fromB(SdkBytes.fromByteArray(noTagging)));
    assertUnreadable(item);
    item.put("e", Attributes.s("text"));
    assertUnreadable(item);
    item.put("d", AttributeValue.fromBool(true));
    item.put("n", AttributeValue.fromB(SdkBytes.fromByteArray(noPart)));
    assertUnreadable(item);
  }

  private static void assertUnreadable(Map<String, AttributeValue> item) {
    assertThatThrownBy(() -> PostingItem.read(HOUR, item))
        .isInstanceOf(UnreadableItemException.class);
  }

  private static PostingList randomPostings(Random random, PostingSpan span, int size) {
    int seconds =
        switch (span.level()) {
          case HOUR -> 3600;
          case MINUTE -> 60;
          case SECOND -> 1;
        };
    List<Posting> postings = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      SessionId id =
          SessionId.of(
              Instant.ofEpochSecond(span.firstSecond() + random.nextInt(seconds))
                  .plusMillis(random.nextInt(1000)),
              random.nextLong());
      int tagging = random.nextInt(19);
      postings.add(
          new Posting(
              id,
              switch (random.nextInt(5)) {
                case 0 -> 0;
                case 1 -> Long.MAX_VALUE;
                default -> id.start().toEpochMilli() - random.nextInt(1_000_000);
              },
              tagging == 18 ? Optional.empty() : Optional.of(Tagging.ALL.get(tagging))));
    }
    return PostingList.of(postings);
  }

  private static TreeMap<Integer, TagCounts> randomParts(Random random) {
    TreeMap<Integer, TagCounts> parts = new TreeMap<>();
    for (int part = 0; part < PostingSpan.PARTS; part++) {
      if (random.nextBoolean()) {
        int[] counts = new int[18];
        counts[random.nextInt(18)] = 1 + random.nextInt(1_000);
        counts[random.nextInt(18)] += random.nextInt(3);
        parts.put(part, TagCounts.of(counts));
      }
    }
    return random.nextInt(5) == 0 ? new TreeMap<>() : parts;
  }
}
