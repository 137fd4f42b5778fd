package org.conversationsessions.domain.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.history.TagFilter.Condition;
import org.conversationsessions.domain.history.TagFilter.Type;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;

/** Which sessions a filter by tags matches (contract, section 5). */
class TagFilterTest {
  private static final Tags TAGS =
      new Tags(
          List.of(new Tag("plan", "gold"), new Tag("city", "Rome")),
          List.of(new Tag("plan", "trial")));

  @Test
  void withoutConditionsEverySessionPasses() {
    assertThat(TagFilter.NONE.matches(Tags.NONE)).isTrue();
    assertThat(TagFilter.NONE.isEmpty()).isTrue();
  }

  @Test
  void aConditionMatchesTagsOfItsTypeOrOfBoth() {
    assertThat(matchesAll(condition("plan", "gold", Type.USER))).isTrue();
    assertThat(matchesAll(condition("plan", "gold", Type.SESSION))).isFalse();
    assertThat(matchesAll(condition("plan", "trial", Type.SESSION))).isTrue();
    assertThat(matchesAll(either("plan", "trial"))).isTrue();
    assertThat(matchesAll(either("plan", "gold"))).isTrue();
  }

  @Test
  void nameAndValueMustMatchExactlyInOneTag() {
    assertThat(matchesAll(either("city", "gold"))).isFalse();
    assertThat(matchesAll(either("Plan", "gold"))).isFalse();
    assertThat(matchesAll(either("plan", "Gold"))).isFalse();
  }

  @Test
  void anyOfTheValuesMatchesAndAnEmptySetMatchesNothing() {
    assertThat(matchesAll(new Condition("plan", Set.of("x", "gold"), Optional.empty()))).isTrue();
    assertThat(matchesAll(new Condition("plan", Set.of(), Optional.empty()))).isFalse();
  }

  @Test
  void allConditionsMustMatchAndOneOfTheAlternatives() {
    Condition yes = either("plan", "gold");
    Condition no = either("plan", "none");

    assertThat(matchesAll(yes, either("city", "Rome"))).isTrue();
    assertThat(matchesAll(yes, no)).isFalse();
    assertThat(new TagFilter(List.of(), List.of(no, yes)).matches(TAGS)).isTrue();
    assertThat(new TagFilter(List.of(), List.of(no)).matches(TAGS)).isFalse();
    assertThat(new TagFilter(List.of(no), List.of(yes)).matches(TAGS)).isFalse();
    assertThat(new TagFilter(List.of(), List.of(no)).isEmpty()).isFalse();
  }

  private static boolean matchesAll(Condition... conditions) {
    return new TagFilter(List.of(conditions), List.of()).matches(TAGS);
  }

  private static Condition either(String name, String value) {
    return new Condition(name, Set.of(value), Optional.empty());
  }

  private static Condition condition(String name, String value, Type type) {
    return new Condition(name, Set.of(value), Optional.of(type));
  }
}
