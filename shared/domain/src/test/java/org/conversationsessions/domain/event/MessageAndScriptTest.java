package org.conversationsessions.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a closing has a message, and which text (contract, section 8). */
class MessageAndScriptTest {
  private static final List<String> TEXTS = List.of("Bye", "See you", "So long");

  @ParameterizedTest
  @CsvSource({
    "SILENT, '', false",
    "SILENT, rtm, false",
    "MESSAGE, '', true",
    "MESSAGE, email, true",
    "MESSAGE, rtm, false",
    "MESSAGE, RTM, false"
  })
  void aMessageIsSentIfTheBehaviorIsMessageAndTheChannelIsNotExcluded(
      ClosureBehavior behavior, String excluded, boolean speaks) {
    ClosureSettings settings =
        new ClosureSettings(
            behavior, TEXTS, excluded.isEmpty() ? Set.of() : Set.of(excluded), Optional.empty());

    MessageAndScript found =
        MessageAndScript.of(Sessions.closed(Sessions.live("u-1", 1), 1), settings);

    assertThat(found.message().isPresent()).isEqualTo(speaks);
    assertThat(found.script()).isEmpty();
  }

  @Test
  void everyTextIsPickedForSomeSession() {
    ClosureSettings settings =
        new ClosureSettings(ClosureBehavior.MESSAGE, TEXTS, Set.of(), Optional.of("1"));
    Set<String> picked = new TreeSet<>();
    for (int i = 0; i < 50; i++) {
      picked.add(MessageAndScript.of(Sessions.live("u-1", i), settings).message().orElseThrow());
    }
    assertThat(picked).containsExactlyInAnyOrderElementsOf(TEXTS);
  }
}
