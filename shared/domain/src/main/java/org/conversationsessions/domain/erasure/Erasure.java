package org.conversationsessions.domain.erasure;

import java.time.Instant;

/** A request to erase data. */
public sealed interface Erasure permits UserErasure, ConversationDeletion {
  /** Returns its identifier. */
  ErasureId id();

  /** Returns the account that asked. */
  String account();

  /** Returns when it was made. */
  Instant createdAt();
}
