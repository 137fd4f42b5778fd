package org.conversationsessions.stream;

import java.util.Map;

/** The place for what a consumer can never work off: a queue that an alarm watches. */
@FunctionalInterface
public interface SetAside {
  /** The attribute that says why a message is there. */
  String REASON = "errorMessage";

  /**
   * Keeps a message. Whatever the texts hold and however long they are, it is kept: characters that
   * a queue does not take become U+FFFD, and a body that is too long is cut.
   *
   * @param body what was to be worked off
   * @param attributes why, and what it is, by names of letters; empty ones are left out
   * @throws org.conversationsessions.application.StoreException if it could not be kept now
   */
  void keep(String body, Map<String, String> attributes);
}
