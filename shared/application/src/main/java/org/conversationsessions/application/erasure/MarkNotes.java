package org.conversationsessions.application.erasure;

import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.StreamReader;

/**
 * The port to the notes of the stream's readers. A note holds no data of an end user. Every method
 * throws {@link org.conversationsessions.application.StoreException} if the store fails.
 */
public interface MarkNotes {
  /** Notes that a reader has reached a mark. Can be repeated. */
  void note(ErasureMark mark, StreamReader reader);

  /** Returns whether a reader has reached a mark. Strongly consistent. */
  boolean isNoted(ErasureMark mark, StreamReader reader);
}
