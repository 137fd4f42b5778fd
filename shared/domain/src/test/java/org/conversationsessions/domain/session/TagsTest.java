package org.conversationsessions.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagsTest {
  private final Tags tags = new Tags(List.of(tag("a", 1), tag("b", 2)), List.of(tag("a", 3)));

  @Test
  void newerValuesWinAndKeepTheirPlace() {
    Tags newer = new Tags(List.of(tag("c", 4), tag("a", 5)), List.of(tag("b", 6)));

    assertThat(tags.withNewer(newer))
        .isEqualTo(
            new Tags(
                List.of(tag("a", 5), tag("b", 2), tag("c", 4)), List.of(tag("a", 3), tag("b", 6))));
  }

  @Test
  void ofOlderOnesOnlyNewNamesCount() {
    Tags older = new Tags(List.of(tag("c", 4), tag("a", 5)), List.of(tag("b", 6)));

    assertThat(tags.withOlder(older))
        .isEqualTo(
            new Tags(
                List.of(tag("a", 1), tag("b", 2), tag("c", 4)), List.of(tag("a", 3), tag("b", 6))));
  }

  @Test
  void aNameGivenTwiceAtOnceHasItsLastValue() {
    Tags twice = new Tags(List.of(tag("x", 1), tag("x", 2)), List.of());

    assertThat(Tags.NONE.withNewer(twice).user()).containsExactly(tag("x", 2));
    assertThat(Tags.NONE.withOlder(twice).user()).containsExactly(tag("x", 2));
  }

  @Test
  void noneChangeNothing() {
    assertThat(tags.withNewer(Tags.NONE)).isSameAs(tags);
    assertThat(tags.withOlder(Tags.NONE)).isSameAs(tags);
    assertThat(Tags.NONE.isEmpty()).isTrue();
    assertThat(tags.isEmpty()).isFalse();
  }

  @Test
  void moreThanFiftyOfAKindAreTooMany() {
    List<Tag> fifty = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      fifty.add(tag("t" + i, i));
    }
    List<Tag> more = new ArrayList<>(fifty);
    more.add(tag("more", 1));

    assertThat(new Tags(fifty, fifty).isTooMany()).isFalse();
    assertThat(new Tags(more, Collections.emptyList()).isTooMany()).isTrue();
    assertThat(new Tags(Collections.emptyList(), more).isTooMany()).isTrue();
  }

  private static Tag tag(String name, int value) {
    return new Tag(name, String.valueOf(value));
  }
}
