package org.conversationsessions.store.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePosition;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.message.RankedParts.PartRange;
import org.conversationsessions.store.message.RankedParts.PartRows;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/** Which parts may hold a page, so that it is exact (contract, section 14). */
class RankedPartsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final ConversationKey CONVERSATION =
      new ConversationKey(new BotId("st-1"), "ann", "rtm");

  /** The example of docs/messages.md. */
  @Test
  void onlyPartsThatMayHoldThePageAreNamed() {
    RankedParts ranked = new RankedParts(false);
    ranked.put(part('a', 8, "12:50", "12:40"));
    ranked.put(part('b', 4, "12:45", "12:20"));
    ranked.put(part('c', 5, "12:30", "12:10"));
    ranked.put(part('d', 9, "12:05", "11:30"));

    PartRange page = ranked.ofRanks(10, 2);
    assertThat(letters(page)).containsExactlyInAnyOrder('a', 'b', 'c');
    assertThat(page.before()).isZero();
    assertThat(ranked.total()).isEqualTo(26);
    // Of the 17 newest messages at least 9 come before 12:05, and at most 17.
    assertThat(letters(ranked.ofRanks(17, 5))).containsExactly('d');
    assertThat(ranked.ofRanks(17, 5).before()).isEqualTo(17);
    assertThat(ranked.ofRanks(26, 5)).isEqualTo(new PartRange(List.of(), 26));
  }

  @Test
  void aPageIsAlwaysWithinThePartsNamed(@Seeded Random random) {
    for (int round = 0; round < 300; round++) {
      boolean forward = random.nextBoolean();
      RankedParts ranked = new RankedParts(forward);
      Map<MessageId, List<MessagePosition>> messages = new HashMap<>();
      List<MessagePosition> all = new ArrayList<>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        List<MessagePosition> some = positions(i, random);
        messages.put(some.getFirst().id(), some);
        ranked.put(rows(some));
        all.addAll(some);
      }
      Comparator<MessagePosition> order = MessagePosition.order(forward);
      all.sort(order);
      int skip = random.nextInt(all.size() + 3);
      int limit = 1 + random.nextInt(12);

      PartRange page = ranked.ofRanks(skip, limit);
      assertThat(opened(page, messages, order).stream().skip(skip - page.before()).limit(limit))
          .isEqualTo(all.stream().skip(skip).limit(limit).toList());

      MessagePosition after = all.get(random.nextInt(all.size()));
      PartRange next = ranked.after(after, limit);
      assertThat(
              opened(next, messages, order).stream()
                  .filter(one -> order.compare(one, after) > 0)
                  .limit(limit))
          .isEqualTo(
              all.stream().filter(one -> order.compare(one, after) > 0).limit(limit).toList());

      PartRange around = ranked.at(after.createdOn());
      long before =
          opened(around, messages, order).stream()
              .filter(one -> order.compare(one, after) < 0)
              .count();
      assertThat(around.before() + before).isEqualTo(all.indexOf(after));
      assertThat(ranked.total()).isEqualTo(all.size());
    }
  }

  @Test
  void fewPartsAreNamedOfManyThatHardlyOverlap() {
    RankedParts ranked = new RankedParts(true);
    for (int i = 0; i < 1000; i++) {
      SessionId session = SessionId.of(NOON.plusSeconds(60L * i), i);
      List<MessagePosition> some = new ArrayList<>();
      for (int number = 0; number < 10; number++) {
        some.add(
            new MessagePosition(
                NOON.plusSeconds(60L * i + 10L * number), new MessageId(session, number)));
      }
      ranked.put(rows(some));
    }

    // Ten parts hold a hundred messages; two overlap with each end of a part.
    assertThat(ranked.ofRanks(5000, 100).parts()).hasSizeLessThanOrEqualTo(10 + 2 * 4);
    assertThat(ranked.ofRanks(0, 100).parts()).hasSizeLessThanOrEqualTo(10 + 2 * 2);
  }

  @Test
  void aPartIsReplacedAndRemoved() {
    RankedParts ranked = new RankedParts(false);
    PartRows part = part('a', 8, "12:50", "12:40");
    ranked.put(part);
    ranked.put(part('a', 3, "12:50", "12:45"));
    assertThat(ranked.total()).isEqualTo(3);
    ranked.remove(part.part());
    assertThat(ranked.total()).isZero();
  }

  private static List<MessagePosition> opened(
      PartRange range,
      Map<MessageId, List<MessagePosition>> messages,
      Comparator<MessagePosition> order) {
    return range.parts().stream()
        .flatMap(part -> messages.getOrDefault(part.part().part().first(), List.of()).stream())
        .sorted(order)
        .toList();
  }

  private static List<MessagePosition> positions(int session, Random random) {
    SessionId id = SessionId.of(NOON, session);
    Instant first = NOON.plusSeconds(random.nextInt(100));
    List<MessagePosition> some = new ArrayList<>();
    for (int number = random.nextInt(8); number >= 0; number--) {
      some.add(
          new MessagePosition(
              first.plusSeconds(random.nextInt(1 + random.nextInt(60)) - 20L),
              new MessageId(id, number)));
    }
    return some;
  }

  private static PartRows rows(List<MessagePosition> some) {
    List<Instant> times = some.stream().map(MessagePosition::createdOn).sorted().toList();
    return PartRows.allOf(
        stored(some.getFirst().id(), some.size(), times.getFirst(), times.getLast()));
  }

  private static PartRows part(char letter, int count, String newest, String oldest) {
    return PartRows.allOf(
        stored(
            new MessageId(SessionId.of(NOON, letter), 0),
            count,
            Instant.parse("2026-11-20T" + oldest + ":00Z"),
            Instant.parse("2026-11-20T" + newest + ":00Z")));
  }

  private static StoredPart stored(MessageId first, int count, Instant earliest, Instant latest) {
    return StoredPart.waiting(
        CONVERSATION,
        new TranscriptPart(
            first,
            count,
            earliest,
            earliest,
            latest,
            earliest,
            Optional.empty(),
            new SealedMessages(new byte[0])));
  }

  private static Set<Character> letters(PartRange range) {
    Set<Character> letters = new HashSet<>();
    range
        .parts()
        .forEach(
            part -> {
              String id = part.part().session().value();
              letters.add((char) Integer.parseInt(id.substring(id.length() - 2), 16));
            });
    return letters;
  }
}
