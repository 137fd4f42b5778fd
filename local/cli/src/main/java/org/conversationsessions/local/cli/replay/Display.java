package org.conversationsessions.local.cli.replay;

/** Shows how far a replay is. */
interface Display extends AutoCloseable {
  /**
   * Shows the figures; called several times a second.
   *
   * @param read bytes of the recording that have been read
   */
  void show(Tally.Figures figures, long read);

  @Override
  void close();
}
