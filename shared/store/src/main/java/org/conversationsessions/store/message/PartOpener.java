package org.conversationsessions.store.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.message.MessageSealer;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.UnreadableRows;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Decrypts the messages of parts, and first reads those that are not there yet: 0.5 read units for
 * each part of at most 4 KB. A part that is gone by then, or that cannot be decrypted, is left out.
 *
 * @param tables the tables' names
 * @param sealer decrypts
 */
record PartOpener(DynamoDbClient dynamo, Tables tables, MessageSealer sealer) {
  private static final int BATCH = 100;

  /**
   * The messages of a part.
   *
   * @param conversation their conversation
   * @param messages the messages, decrypted
   */
  record OpenPart(ConversationKey conversation, List<Message> messages) {}

  /** Returns those of the parts that can be opened, by their first messages. */
  Map<MessageId, OpenPart> open(Collection<StoredPart> parts) {
    Map<MessageId, StoredPart> read = read(parts);
    Map<MessageId, OpenPart> opened = new HashMap<>();
    for (StoredPart known : parts) {
      MessageId first = known.part().first();
      StoredPart whole = known.hasMessages() ? known : read.get(first);
      if (whole != null) {
        whole
            .conversation()
            .ifPresent(
                conversation ->
                    UnreadableRows.skipUnreadable(
                        () ->
                            opened.put(
                                first, open(conversation, whole.part(), known.part().count()))));
      }
    }
    return opened;
  }

  /** Returns the messages that a part is known to have: it may have grown since. */
  private OpenPart open(ConversationKey conversation, TranscriptPart whole, int count) {
    List<Message> messages = sealer.open(conversation, whole);
    return new OpenPart(conversation, messages.subList(0, Math.min(count, messages.size())));
  }

  private Map<MessageId, StoredPart> read(Collection<StoredPart> parts) {
    List<StoredPart> missing = parts.stream().filter(part -> !part.hasMessages()).toList();
    Map<MessageId, StoredPart> found = new ConcurrentHashMap<>();
    read(missing, false, found);
    // The index may be ahead of the replica of the table that was read.
    read(missing.stream().filter(part -> isOlder(found, part)).toList(), true, found);
    return found;
  }

  private static boolean isOlder(Map<MessageId, StoredPart> found, StoredPart known) {
    StoredPart read = found.get(known.part().first());
    return read == null || read.part().count() < known.part().count();
  }

  private void read(List<StoredPart> parts, boolean consistent, Map<MessageId, StoredPart> found) {
    List<List<Map<String, AttributeValue>>> batches = new ArrayList<>();
    for (int from = 0; from < parts.size(); from += BATCH) {
      batches.add(
          parts.subList(from, Math.min(parts.size(), from + BATCH)).stream()
              .map(StoredPart::key)
              .toList());
    }
    Parallel.forEach(
        batches,
        keys ->
            Batches.getAll(
                dynamo,
                tables.messages(),
                keys,
                consistent,
                item -> UnreadableRows.skipUnreadable(() -> add(StoredPart.read(item), found))));
  }

  private static void add(StoredPart part, Map<MessageId, StoredPart> found) {
    found.put(part.part().first(), part);
  }
}
