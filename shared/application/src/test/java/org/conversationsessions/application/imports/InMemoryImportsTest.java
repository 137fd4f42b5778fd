package org.conversationsessions.application.imports;

import java.time.Instant;

class InMemoryImportsTest extends ImportsPortTests {
  private Instant now = Instant.EPOCH;
  private final InMemoryImports imports = new InMemoryImports(() -> now);

  @Override
  protected Imports at(Instant time) {
    now = time;
    return imports;
  }
}
