package org.conversationsessions.application.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.ConversationKey;

/** Ways to keep messages, for tests. */
public final class TestTranscripts {
  /** Keeps no messages, and fails if any part is stored or sealed. */
  public static final Transcripts NONE =
      new Transcripts(
          (conversation, part, sharding) -> {
            throw new IllegalStateException("no message is kept");
          },
          new MessageSealer() {
            @Override
            public TranscriptPart seal(
                ConversationKey conversation, List<Message> messages, Optional<Instant> expiresAt) {
              throw new IllegalStateException("no message is kept");
            }

            @Override
            public List<Message> open(ConversationKey conversation, TranscriptPart part) {
              throw new IllegalStateException("no message is kept");
            }
          },
          bot -> MessagePolicy.NONE);

  /** Keeps no closing's message. */
  public static final ClosingMessages NO_CLOSINGS =
      new ClosingMessages(NONE, bot -> Optional.empty(), session -> true);

  private TestTranscripts() {}
}
