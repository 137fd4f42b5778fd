package org.conversationsessions.local.cli.replay;


/** Shows how far a replay is. */
interface Display extends AutoCloseable {
  /**
   * Shows the figures; called several times a second.
   *
   * @param done about how many bytes of the recording are done with
   */
  void show(Tally.Figures figures, long done);

  @Override
  void close();
}
