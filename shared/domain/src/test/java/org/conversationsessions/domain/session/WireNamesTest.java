package org.conversationsessions.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.junit.jupiter.api.Test;

class WireNamesTest {
  @Test
  void areExactlyKores() {
    assertThat(ContainmentType.values())
        .extracting(ContainmentType::wire)
        .containsExactlyInAnyOrder("dropOff", "selfService", "agent");
    assertThat(SessionType.values())
        .extracting(SessionType::wire)
        .containsExactlyInAnyOrder("interactive", "non-interactive");
    assertThat(SessionStatus.values())
        .extracting(SessionStatus::wire)
        .containsExactlyInAnyOrder("active", "closed");
    assertThat(CloseReason.values())
        .extracting(CloseReason::wire)
        .containsExactlyInAnyOrder("api", "inactivity", "refresh", "newIntent");
    assertThat(ClosureBehavior.values())
        .extracting(ClosureBehavior::wire)
        .containsExactlyInAnyOrder("silent", "message");
  }

  @Test
  void areParsedAsTheContractRequires() {
    assertThat(ContainmentType.ofWire("DROPOFF")).contains(ContainmentType.DROP_OFF);
    assertThat(ContainmentType.ofWire("drop-off")).isEmpty();
    assertThat(SessionType.ofWire("non-interactive")).contains(SessionType.NON_INTERACTIVE);
    assertThat(SessionType.ofWire("Interactive")).isEmpty();
  }
}
