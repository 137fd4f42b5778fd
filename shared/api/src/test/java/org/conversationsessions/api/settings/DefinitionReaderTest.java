package org.conversationsessions.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.domain.imports.BotDefinition;
import org.conversationsessions.domain.imports.DefinitionResult;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Duplicates;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("contract, section 19: the settings in a bot definition")
class DefinitionReaderTest {
  private static final ServiceConfig CONFIG =
      new ServiceConfig(
          Duration.ofDays(90),
          Duration.ofDays(7),
          Duration.ofMinutes(5),
          Duration.ofDays(14),
          0,
          0,
          false,
          4,
          Duration.ofSeconds(30),
          true);

  private static final ManagedSettings BEFORE = ManagedSettings.OF_NEW_BOT;

  @Test
  void aDefinitionThatNamesNothingSetsNothing() {
    for (String nothing :
        List.of(
            "{}",
            "{'sessionInactiveTime':null,'runCustomScript':null,'pii_patterns':null}",
            "{'dialogs':[],'intents':{'a':1}}")) {
      assertThat(applied(nothing)).isEqualTo(BEFORE);
      assertThat(read(nothing).remarks()).isEmpty();
      assertThat(read(nothing).name()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "60000, 1",
    "60001, 2",
    "900000, 15",
    "'\"1209600000\"', 20160",
    "9223372036854775807, 153722867280913"
  })
  void millisecondsAreRoundedUpToMinutes(String millis, long minutes) {
    assertThat(applied("{'sessionInactiveTime':" + millis + "}").lifecycle().inactivity())
        .isEqualTo(Duration.ofMinutes(minutes));
  }

  @Test
  void everyNamedSettingIsSet() {
    ManagedSettings applied =
        applied(
            """
            {'sessionClosureProcess':0,'skipSessionMessage':false,'clearAllAuthTokens':true,
            'runCustomScript':{'enable':true,'script':'good'},'defaultLanguage':'de','strict_pii':true}\
            """);

    assertThat(applied.lifecycle().proactivelyClose()).isFalse();
    assertThat(applied.closure().behavior()).isEqualTo(ClosureBehavior.MESSAGE);
    assertThat(applied.lifecycle().clearAuthProfiles()).isTrue();
    assertThat(applied.closure().customScript()).contains("good");
    assertThat(applied.lifecycle().defaultLanguage()).isEqualTo("de");
    assertThat(applied.lifecycle().messages().piiRedaction().enabled()).isTrue();
    assertThat(applied("{'sessionClosureProcess':1,'skipSessionMessage':true}")).isEqualTo(BEFORE);
  }

  @Test
  void aScriptThatIsNotEnabledIsRemovedAndNotRead() {
    String before = "'manageSessions':{'customScript':'old'}";
    for (String script :
        List.of(
            "{'enable':false,'script':'bad'}",
            "{'script':'bad'}",
            "{'enable':true,'script':' '}",
            "{'enable':true}",
            "{}")) {
      ManagedSettings with = applied("{" + before + "}");
      assertThat(applied("{'runCustomScript':" + script + "}", with).closure().customScript())
          .as(script)
          .isEmpty();
    }
    assertThat(applied("{" + before + ",'runCustomScript':{}}").closure().customScript())
        .contains("old");
  }

  @Test
  void whatManageSessionsNamesHolds() {
    ManagedSettings applied =
        applied(
            """
            {'sessionInactiveTime':900000,'skipSessionMessage':true,
            'manageSessions':{'inactivityDuration':20,'closureMessages':['Bye'],'keepMessages':false}}\
            """);

    assertThat(applied.lifecycle().inactivity()).isEqualTo(Duration.ofMinutes(20));
    assertThat(applied.closure().messages()).containsExactly("Bye");
    assertThat(applied.closure().behavior()).isEqualTo(ClosureBehavior.SILENT);
    assertThat(applied.lifecycle().messages().keep()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'sessionInactiveTime':0} | sessionInactiveTime: must be an integer of at least 1",
        "{'sessionInactiveTime':'soon'} | sessionInactiveTime: must be an integer of at least 1",
        "{'sessionInactiveTime':[]} | sessionInactiveTime: must be an integer of at least 1",
        "{'sessionClosureProcess':2} | sessionClosureProcess: must be an integer from 0 to 1",
        "{'sessionClosureProcess':true} | sessionClosureProcess: must be an integer from 0 to 1",
        "{'skipSessionMessage':1} | skipSessionMessage: must be true or false",
        "{'clearAllAuthTokens':'no'} | clearAllAuthTokens: must be true or false",
        "{'runCustomScript':'x'} | runCustomScript: must be an object",
        "{'runCustomScript':{'enable':'x'}} | runCustomScript.enable: must be true or false",
        "{'runCustomScript':{'enable':true,'script':5}} | runCustomScript.script: must be a string of",
        "{'runCustomScript':{'enable':true,'script':'bad'}} | runCustomScript.script: cannot be read: line 1",
        "{'defaultLanguage':''} | defaultLanguage: must be a string of 1 to 64 characters",
        "{'strict_pii':'x'} | strict_pii: must be true or false",
        "{'pii_patterns':{}} | pii_patterns: must be an array",
        "{'manageSessions':[]} | manageSessions: must be an object",
        "{'manageSessions':{'inactivityDuration':'x'}} | manageSessions.inactivityDuration: must be",
      })
  void aWrongValueIsRefusedWithItsName(String definition, String reason) {
    assertThat(reading(definition))
        .isInstanceOfSatisfying(
            DefinitionResult.Unreadable.class,
            refused -> assertThat(refused.reason()).startsWith(reason));
  }

  @Test
  void aScriptThatIsTooLongIsRefused() {
    String script = "x".repeat(16 * 1024 + 1);

    assertThat(reading("{'runCustomScript':{'enable':true,'script':'" + script + "'}}"))
        .isInstanceOf(DefinitionResult.Unreadable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{'config':{'name':'A'},'name':'B','localeData':{'en':{'name':'C'}}} | A",
        "{'config':{'name':' '},'name':' B ','localeData':{'en':{'name':'C'}}} | B",
        "{'config':{'name':7},'name':['B'],'localeData':{'en':{'name':'C'}}} | C",
        "{'defaultLanguage':'de','localeData':{'en':{'name':'C'},'de':{'name':'D'}}} | D",
        "{'defaultLanguage':'de','localeData':{'en':{'name':'C'}}} | -",
        "{'name':'a\\nb'} | -",
        "{'config':7,'localeData':[]} | -",
      })
  void aNewBotHasTheFirstNameThatCanNameOne(String definition, String name) {
    assertThat(read(definition).name()).isEqualTo(Optional.ofNullable(name));
  }

  @Nested
  class Patterns {
    @Test
    void patternsReplaceThoseOfTheBot() {
      BotDefinition read =
          read(
              """
              {'pii_patterns':[{'pii_type':'Email','ignoreCase':false,'regex':'a@b','enabled':true,
              'mappedEntities':[],'display':{'type':'redaction'},'sourceType':'system'}]}\
              """);

      assertThat(patterns(read))
          .containsExactly(new PiiPattern("Email", "a@b", false, true, new Display.Redaction()));
      assertThat(read.remarks()).isEmpty();
      assertThat(keeps(read)).isTrue();
      assertThat(patterns(read("{'pii_patterns':[]}"))).isEmpty();
    }

    @Test
    void aPatternThatIsOffAndCannotBeReadIsLeftOutAndSaid() {
      BotDefinition read =
          read(
              """
              {'pii_patterns':[{'pii_type':'Phone','regex':'(?<=x)1','enabled':false},
              {'pii_type':'Ok','regex':'1'}]}\
              """);

      assertThat(patterns(read)).extracting(PiiPattern::piiType).containsExactly("Ok");
      assertThat(read.remarks()).hasSize(1);
      assertThat(read.remarks().getFirst())
          .startsWith("the pattern \"Phone\" was left out: regex: cannot be read: ");
      assertThat(keeps(read)).isTrue();
    }

    @Test
    void withoutAnEnabledPatternNoMessagesAreKept() {
      BotDefinition read =
          read("{'pii_patterns':[{'pii_type':'Phone','regex':'(?<=x)1','enabled':true}]}");

      assertThat(keeps(read)).isFalse();
      assertThat(read.remarks())
          .endsWith("keepMessages is false, because an enabled pattern was left out");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "7 | without a name was left out: it is not an object",
          "{} | without a name was left out: pii_type: is missing",
          "{'pii_type':5,'regex':'a'} | without a name was left out: pii_type: must be a string",
          "{'pii_type':'A'} | \"A\" was left out: regex: is missing",
          "{'pii_type':'A','regex':'a','display':{'type':'hide'}} | \"A\" was left out: display.type",
          "{'pii_type':'A','regex':'((a{1000}){1000}){1000}'} | \"A\" was left out: regex: cannot be",
          "{'pii_type':'Ok','regex':'b'} | \"Ok\" was left out: an earlier pattern has its name",
          "{'pii_type':'A','regex':'b{600}','enabled':true} | \"A\" was left out: the enabled patterns",
        })
    void everyReasonIsSaid(String pattern, String remark) {
      BotDefinition read = read("{'pii_patterns':[{'pii_type':'Ok','regex':'a'}," + pattern + "]}");

      assertThat(patterns(read)).hasSize(1);
      assertThat(read.remarks().getFirst()).startsWith("the pattern " + remark);
    }

    @Test
    void aBotHasAtMostTwenty() {
      BotDefinition read =
          read(
              IntStream.range(0, 60)
                  .mapToObj(i -> "{'pii_type':'P" + i + "','regex':'a','enabled':" + (i > 40) + "}")
                  .collect(Collectors.joining(",", "{'pii_patterns':[", "]}")));

      assertThat(patterns(read)).hasSize(20);
      assertThat(keeps(read)).isFalse();
      assertThat(read.remarks())
          .hasSize(22)
          .contains("the pattern \"P20\" was left out: a bot has at most 20 patterns")
          .contains("20 more patterns were left out");
    }

    @Test
    void aHostileListTakesLittleRoom() {
      String pattern = "{'pii_type':'" + "x".repeat(10_000) + "','regex':'('},";
      BotDefinition read = read("{'pii_patterns':[" + pattern.repeat(500) + "1]}");

      assertThat(String.join(" ", read.remarks())).hasSizeLessThan(10_000);
    }
  }

  @Test
  void anyJsonIsReadOrRefused(@Seeded Random random) {
    String[] names = {
      "sessionInactiveTime",
      "sessionClosureProcess",
      "skipSessionMessage",
      "clearAllAuthTokens",
      "runCustomScript",
      "defaultLanguage",
      "strict_pii",
      "pii_patterns",
      "name",
      "localeData",
      "config",
      "manageSessions",
      "enable",
      "script",
      "pii_type",
      "regex",
      "enabled",
      "display"
    };
    for (int number = 0; number < 5_000; number++) {
      Map<String, Json> members =
          IntStream.range(0, 4)
              .boxed()
              .collect(
                  Collectors.toMap(
                      each -> names[random.nextInt(names.length)],
                      each -> json(random, names, 3),
                      (first, second) -> second));
      assertThat(DefinitionReader.read(new JsonObject(members), CONFIG, script -> Optional.empty()))
          .isNotNull();
    }
  }

  private static Json json(Random random, String[] names, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> Json.NULL;
      case 1 -> new Json.JsonBoolean(random.nextBoolean());
      case 2 -> JsonNumber.of(random.nextLong());
      case 3 -> new Json.JsonString(names[random.nextInt(names.length)]);
      case 4 -> new Json.JsonString("[".repeat(random.nextInt(3)));
      case 5 ->
          new Json.JsonArray(
              List.of(json(random, names, depth - 1), json(random, names, depth - 1)));
      default ->
          new JsonObject(
              Map.of(names[random.nextInt(names.length)], json(random, names, depth - 1)));
    };
  }

  private static List<PiiPattern> patterns(BotDefinition read) {
    return read.settings().appliedTo(BEFORE).lifecycle().messages().piiRedaction().patterns();
  }

  private static boolean keeps(BotDefinition read) {
    return read.settings().appliedTo(BEFORE).lifecycle().messages().keep();
  }

  private static ManagedSettings applied(String definition) {
    return applied(definition, BEFORE);
  }

  private static ManagedSettings applied(String definition, ManagedSettings before) {
    return read(definition).settings().appliedTo(before);
  }

  private static BotDefinition read(String definition) {
    return ((DefinitionResult.Valid) reading(definition)).definition();
  }

  private static DefinitionResult reading(String definition) {
    String json = definition.replace('\'', '"');
    return DefinitionReader.read(
        JsonReader.read(json, Duplicates.LAST_HOLDS).object().orElseThrow(),
        CONFIG,
        script -> script.equals("bad") ? Optional.of("line 1, column 1: bad") : Optional.empty());
  }
}
