package org.conversationsessions.application.erasure;

import java.util.List;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.registry.BotId;

class InMemoryErasuresTest extends ErasuresPortTests {
  private final InMemoryErasures erasures = new InMemoryErasures();

  @Override
  protected Erasures erasures() {
    return erasures;
  }

  @Override
  protected MarkNotes notes() {
    return erasures;
  }

  @Override
  protected List<ErasureMark> marks(BotId of, String user) {
    return erasures.marks().stream()
        .filter(mark -> mark.target().bot().equals(of))
        .filter(mark -> mark.target().subject().userId().equals(user))
        .toList();
  }
}
