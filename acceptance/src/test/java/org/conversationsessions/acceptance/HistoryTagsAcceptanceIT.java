package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The history's filter on tags, in all its forms (contract, section 5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTagsAcceptanceIT {
  private final Scene scene = Scene.create();

  /** Users a to e, a the newest; a and b live, the others closed. */
  @BeforeAll
  void record() {
    tagged("e", 0, Map.of());
    tagged("d", 1, Map.of("session", List.of(tag("plan", "gold"), tag("city", "Oslo"))));
    tagged("c", 2, Map.of("user", List.of(tag("plan", "silver"), tag("city", "Oslo"))));
    tagged(
        "b",
        3,
        Map.of("user", List.of(tag("plan", "gold")), "session", List.of(tag("city", "Rome"))));
    tagged("a", 4, Map.of("user", List.of(tag("plan", "gold"), tag("city", "Oslo"))));
    List.of("c", "d", "e").forEach(scene::close);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'and':[{'name':'plan','values':['gold'],'type':'userTags'}]}|a b",
        "{'and':[{'name':'plan','values':['gold'],'type':'sessionTags'}]}|d",
        "{'and':[{'name':'plan','values':['gold']}]}|a b d",
        "{'and':[{'name':'plan','values':['gold','silver']}]}|a b c d",
        "{'and':[{'name':'plan','values':['bronze','silver']}]}|c",
        "{'and':[{'name':'plan','values':['gold']},{'name':'city','values':['Oslo']}]}|a d",
        "{'and':[{'name':'plan','values':['gold'],'type':'userTags'},{'name':'city','values':['Rome'],'type':'sessionTags'}]}|b",
        "{'and':[{'name':'plan','values':['gold']},{'name':'plan','values':['silver']}]}|",
        "{'or':[{'name':'plan','values':['silver']},{'name':'city','values':['Rome']}]}|b c",
        "{'or':[{'name':'plan','values':['gold'],'type':'sessionTags'}]}|d",
        "{'and':[{'name':'plan','values':['gold']}],'or':[{'name':'city','values':['Rome']},{'name':'x','values':['y']}]}|b",
        "[{'name':'plan','value':'gold'}]|a b d",
        "[{'name':'plan','value':'gold'},{'name':'city','value':'Oslo'}]|a d",
        "[{'name':'plan','value':'gold','type':'userTags'}]|a b",
        "[{'name':'plan','values':['gold','silver']}]|a b c d",
        "{'and':[{'name':'Plan','values':['gold']}]}|",
        "{'and':[{'name':'plan','values':['Gold']}]}|",
        "{'and':[{'name':'plan','values':['']}]}|",
        "{'and':[]}|a b c d e",
        "{'or':[]}|a b c d e",
        "{}|a b c d e",
        "[]|a b c d e",
        "null|a b c d e",
      })
  void aFilterShowsThoseThatHaveTheTags(String tags, String users) {
    Answer answer = ask("", "'tags':" + tags);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> expected = users == null ? List.of() : List.of(users.split(" "));
    assertThat(answer.json().findValuesAsText("userId")).isEqualTo(expected);
    assertThat(answer.json().path("total").asInt()).isEqualTo(expected.size());
    assertThat(answer.json().path("moreAvailable").asBoolean()).isFalse();
  }

  @Test
  void aFilterOnTagsPagesAndCountsLikeAnyOther() {
    String gold = "'tags':[{'name':'plan','value':'gold'}],";
    Answer first = ask("", gold + "'limit':2");
    assertThat(first.json().findValuesAsText("userId")).containsExactly("a", "b");
    assertThat(first.json().path("total").asInt()).isEqualTo(3);
    assertThat(first.json().path("moreAvailable").asBoolean()).isTrue();
    Answer skipped = ask("", gold + "'limit':2,'skip':2");
    assertThat(skipped.json().findValuesAsText("userId")).containsExactly("d");
    assertThat(skipped.json().path("moreAvailable").asBoolean()).isFalse();
    Answer behind =
        scene.bot().history(Map.of("limit", 2, "cursor", first.json().path("next").asText()));
    assertThat(behind.json().findValuesAsText("userId")).containsExactly("d");
    assertThat(behind.json().path("total").asInt()).isEqualTo(3);
    assertThat(behind.json().path("next").isNull()).isTrue();
  }

  @Test
  void tagsGoTogetherWithAllOtherFilters() {
    String oslo = "'tags':[{'name':'city','value':'Oslo'}]";
    assertThat(ask("?containmentType=dropOff", oslo).json().findValuesAsText("userId"))
        .containsExactly("c", "d");
    assertThat(ask("?containmentType=dropOff", oslo + ",'userId':'c'").json().path("total").asInt())
        .isEqualTo(1);
    assertThat(ask("", oslo + ",'sessionType':'non-interactive'").json().path("total").asInt())
        .isZero();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'AND':[{'name':'plan','values':['gold']}]}|tags.AND",
        "{'not':[{'name':'plan','values':['gold']}]}|tags.not",
        "{'and':[],'Or':[]}|tags.Or",
        "{'nor':null}|tags.nor",
        "{'and':[{'name':'plan','values':['gold'],'op':'ne'}]}|tags.and[0].op",
        "{'or':[{'name':'plan','values':['gold']},{'name':'a','value':'b','Type':'x'}]}|tags.or[1].Type",
        "[{'name':'plan','value':'gold','not':true}]|tags[0].not"
      })
  void anUnknownMemberOfTheFilterIs412NamingIt(String tags, String member) {
    Answer answer = ask("", "'tags':" + tags);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(412);
    assertThat(answer.message())
        .startsWith(Expected.INVALID_ARGUMENTS + ": " + member + ": is unknown here; known are ");
  }

  private void tagged(String user, int second, Map<String, ?> tags) {
    scene.record(Scene.user(Duration.ofSeconds(second)).with("userId", user).with("tags", tags));
  }

  private static Map<String, String> tag(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  private Answer ask(String query, String fields) {
    String body = "{'dateFrom':'2024-03-05','dateTo':'2024-03-05'," + fields + "}";
    return scene
        .bot()
        .client()
        .call(
            "POST",
            scene.bot().path("getSessions") + query,
            scene.bot().builder().token(),
            body.replace('\'', '"'));
  }
}
