package org.conversationsessions.store.tag;

import java.util.Arrays;
import java.util.Base64;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.store.client.Sha256;
import org.conversationsessions.store.client.VarintWriter;

/**
 * The key of stored postings.
 *
 * @param list the term of a shard of a bot, see {@link #list}
 * @param span the starts of the sessions
 */
record PostingKey(String list, PostingSpan span) {
  /** 128 bits: no two terms ever have the same digest. */
  private static final int DIGEST_BYTES = 16;

  /**
   * Returns the partition key of a term of a shard of a bot: {@code t#<bot>#<shard>#<digest>}. The
   * digest has 22 characters. Keys appear in logs and statistics of DynamoDB, so people's words
   * must not be in them; and a term may be longer than a key.
   */
  static String list(BotId bot, int shard, TagTerm term) {
    return "t#" + bot + "#" + shard + "#" + digest(term);
  }

  /** Returns the key of a part of the span. */
  PostingKey part(int part) {
    return new PostingKey(list, span.part(part));
  }

  private static String digest(TagTerm term) {
    byte[] digest = Sha256.of(new VarintWriter().text(term.name()).text(term.value()).finish());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
  }
}
