package org.conversationsessions.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagsTest {
  private final Tags tags =
      new Tags(List.of(tag("a", 1, 5), tag("b", 2, 5)), List.of(tag("a", 3, 5)));

  @Test
  void newerValuesWinAndKeepTheirPlace() {
    Tags newer = new Tags(List.of(tag("c", 4, 9), tag("a", 5, 9)), List.of(tag("b", 6, 9)));

    assertThat(tags.with(newer))
        .isEqualTo(
            new Tags(
                List.of(tag("a", 5, 9), tag("b", 2, 5), tag("c", 4, 9)),
                List.of(tag("a", 3, 5), tag("b", 6, 9))));
  }

  @Test
  void olderTagsOnlyAddNewNames() {
    Tags older = new Tags(List.of(tag("c", 4, 1), tag("a", 5, 1)), List.of(tag("b", 6, 1)));

    assertThat(tags.with(older))
        .isEqualTo(
            new Tags(
                List.of(tag("a", 1, 5), tag("b", 2, 5), tag("c", 4, 1)),
                List.of(tag("a", 3, 5), tag("b", 6, 1))));
  }

  @Test
  void ofTwoTagsSetAtTheSameTimeTheLaterOneWins() {
    Tags twice = new Tags(List.of(tag("x", 1, 5), tag("x", 2, 5)), List.of());

    assertThat(Tags.NONE.with(twice).user()).containsExactly(tag("x", 2, 5));
    assertThat(tags.with(new Tags(List.of(tag("a", 7, 5)), List.of())).user())
        .containsExactly(tag("a", 7, 5), tag("b", 2, 5));
  }

  @Test
  void getTheSameTime() {
    assertThat(tags.setAt(Instant.ofEpochSecond(7)).user())
        .containsExactly(tag("a", 1, 7), tag("b", 2, 7));
    assertThat(tags.setAt(Instant.ofEpochSecond(7)).session()).containsExactly(tag("a", 3, 7));
    assertThat(Tags.NONE.setAt(Instant.ofEpochSecond(7))).isSameAs(Tags.NONE);
  }

  @Test
  void noTagsChangeNothing() {
    assertThat(tags.with(Tags.NONE)).isSameAs(tags);
    assertThat(Tags.NONE.isEmpty()).isTrue();
    assertThat(tags.isEmpty()).isFalse();
  }

  @Test
  void moreThanFiftyOfAKindAreTooMany() {
    List<Tag> fifty = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      fifty.add(tag("t" + i, i, 5));
    }
    List<Tag> more = new ArrayList<>(fifty);
    more.add(tag("more", 1, 5));

    assertThat(new Tags(fifty, fifty).exceedsMaximum()).isFalse();
    assertThat(new Tags(more, Collections.emptyList()).exceedsMaximum()).isTrue();
    assertThat(new Tags(Collections.emptyList(), more).exceedsMaximum()).isTrue();
  }

  private static Tag tag(String name, int value, int second) {
    return new Tag(name, String.valueOf(value), Instant.ofEpochSecond(second));
  }
}
