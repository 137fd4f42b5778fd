package org.conversationsessions.domain.imports;

/** How far an import, or a step of it, has come. */
public enum ImportStatus {
  /** It has not ended. */
  PENDING("pending"),
  /** It was done. */
  SUCCESS("success"),
  /** It was not done, and nothing was changed. */
  FAILED("failed"),
  /** It was left out, because it was not asked for or this service has no such thing. */
  IGNORED("ignored");

  private final String wire;

  ImportStatus(String wire) {
    this.wire = wire;
  }

  /** Returns the name in JSON. */
  public String wire() {
    return wire;
  }
}
