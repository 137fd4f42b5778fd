package org.conversationsessions.store.tag;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagCounts;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.domain.tag.TaggedSessions;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores postings as items in memory. A test can act before each call and after each write. */
final class InMemoryPostingStore implements PostingStore {
  final Map<PostingKey, Map<String, AttributeValue>> items = new HashMap<>();
  Runnable beforeCall = () -> {};
  Runnable afterWrite = () -> {};
  int writes;

  @Override
  public Map<PostingKey, Stored> read(Collection<PostingKey> keys) {
    if (!keys.isEmpty()) {
      beforeCall.run();
    }
    Map<PostingKey, Stored> found = new HashMap<>();
    keys.forEach(key -> found.put(key, stored(key)));
    return found;
  }

  @Override
  public boolean write(PostingKey key, Stored next) {
    beforeCall.run();
    if (!tryPut(key, next)) {
      return false;
    }
    afterWrite.run();
    return true;
  }

  private synchronized boolean tryPut(PostingKey key, Stored next) {
    if (stored(key).version() != next.version() - 1) {
      return false;
    }
    items.put(key, PostingItem.of(key, next));
    writes++;
    return true;
  }

  synchronized Stored stored(PostingKey key) {
    var item = items.get(key);
    return item == null ? Stored.NONE : PostingItem.read(key.span(), item);
  }

  /** Returns the node of a term and span of the first shard. */
  PostingNode node(TagTerm term, PostingSpan span) {
    return stored(new PostingKey(PostingKey.list(TaggedSessions.BOT, 0, term), span)).node();
  }

  /** Returns the postings of a term and span, those of absent sessions included. */
  List<Posting> postings(TagTerm term, PostingSpan span) {
    return switch (node(term, span)) {
      case PostingNode.Leaf leaf -> leaf.postings().postings();
      case PostingNode.Divided divided ->
          IntStream.range(0, PostingSpan.PARTS)
              .boxed()
              .flatMap(part -> postings(term, span.part(part)).stream())
              .toList();
      case PostingNode.Overfull _ -> List.of();
    };
  }

  /** Returns whether every parent's counts are those of its parts, and it knows overfull ones. */
  boolean countsAgree(TagTerm term, PostingSpan span) {
    if (!(node(term, span) instanceof PostingNode.Divided(var parts, boolean overfull))) {
      return true;
    }
    Map<Integer, TagCounts> counted = new TreeMap<>();
    boolean hasOverfull = false;
    for (int part = 0; part < PostingSpan.PARTS; part++) {
      hasOverfull |= node(term, span.part(part)).isOverfull();
      TagCounts counts = node(term, span.part(part)).counts();
      if (!counts.isEmpty()) {
        counted.put(part, counts);
      }
      if (!countsAgree(term, span.part(part))) {
        return false;
      }
    }
    return counted.equals(parts) && hasOverfull == overfull;
  }
}
