package org.conversationsessions.domain.erasure;

/** What a request is doing. */
public enum ErasurePhase {
  /** It looks at all stores and erases what it finds. */
  PASS,
  /** It puts a mark into the stream of each target. */
  MARKING,
  /**
   * It waits until both readers of the stream have reached the marks, then finishes target by
   * target: it stores what is left.
   */
  AWAITING,
  /** It has ended. */
  DONE
}
