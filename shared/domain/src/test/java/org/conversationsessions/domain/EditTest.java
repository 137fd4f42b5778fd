package org.conversationsessions.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EditTest {
  private static final Edit<String> KEEP = new Edit.Keep<>();
  private static final Edit<String> DROP = new Edit.Drop<>();
  private static final Edit<String> PUT = new Edit.Put<>("a");

  @Test
  void ofTwoChangesTheLaterOneCountsUnlessItKeeps() {
    assertThat(PUT.followedBy(KEEP)).isEqualTo(PUT);
    assertThat(DROP.followedBy(KEEP)).isEqualTo(DROP);
    assertThat(PUT.followedBy(DROP)).isEqualTo(DROP);
    assertThat(DROP.followedBy(PUT)).isEqualTo(PUT);
    assertThat(KEEP.followedBy(PUT)).isEqualTo(PUT);
  }
}
