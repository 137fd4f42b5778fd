package org.conversationsessions.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.MessageChange;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonReader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings for messages in the body of Manage Sessions (contract, section 9). */
class MessageSettingsBodyTest {
  private static final PiiPattern OWN =
      new PiiPattern("Name", "ada", true, true, new Display.Redaction());
  private static final MessageSettings CHANGED =
      new MessageSettings(true, 30, new PiiRedaction(true, List.of(OWN)));

  @Test
  void whatTheBodyDoesNotNameStays() {
    assertThat(changed("{}")).isEqualTo(CHANGED);
    assertThat(changed("{\"piiRedaction\":{}}")).isEqualTo(CHANGED);
    assertThat(changed("{\"piiRedaction\":{\"enabled\":false}}"))
        .isEqualTo(new MessageSettings(true, 30, new PiiRedaction(false, List.of(OWN))));
    assertThat(changed("{\"piiRedaction\":{\"patterns\":[]}}"))
        .isEqualTo(new MessageSettings(true, 30, new PiiRedaction(true, List.of())));
    assertThat(changed("{\"keepMessages\":false,\"messageRetentionDays\":\"36500\"}"))
        .isEqualTo(new MessageSettings(false, 36_500, CHANGED.piiRedaction()));
  }

  @Test
  void nullRestoresWhatTheBotHadAtItsRegistration() {
    String all = "{\"keepMessages\":null,\"messageRetentionDays\":null,\"piiRedaction\":null}";
    MessageSettings off = new MessageSettings(false, 30, CHANGED.piiRedaction());

    assertThat(changed(all)).isEqualTo(MessageSettings.OF_NEW_BOT);
    assertThat(change("{\"keepMessages\":null}", off, MessageSettings.OF_NEW_BOT).keep()).isTrue();
    assertThat(change("{\"keepMessages\":null}", CHANGED, MessageSettings.NONE).keep()).isFalse();
    assertThat(change(all, CHANGED, MessageSettings.NONE)).isEqualTo(MessageSettings.NONE);
    assertThat(changed("{\"piiRedaction\":{\"enabled\":null}}").piiRedaction())
        .isEqualTo(new PiiRedaction(false, List.of(OWN)));
    assertThat(changed("{\"piiRedaction\":{\"patterns\":null}}").piiRedaction())
        .isEqualTo(new PiiRedaction(true, PiiRedaction.SYSTEM_PATTERNS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'keepMessages':'yes'}|keepMessages: must be true or false",
        "{'keepMessages':1}|keepMessages: must be true or false",
        "{'messageRetentionDays':-1}|messageRetentionDays: must be an integer from 0 to 36500",
        "{'messageRetentionDays':36501}|messageRetentionDays: must be an integer from 0 to 36500",
        "{'messageRetentionDays':1.5}|messageRetentionDays: must be an integer from 0 to 36500",
        "{'piiRedaction':true}|piiRedaction: must be an object",
        "{'piiRedaction':{'enabled':'x'}}|piiRedaction.enabled: must be true or false",
        "{'piiRedaction':{'patterns':{}}}|piiRedaction.patterns: must be an array of 0 to 20 items",
        "{'piiRedaction':{'patterns':[1]}}|piiRedaction.patterns[0]: must be an object"
      })
  void aWrongValueIsRefusedWithTheFieldsName(String body, String message) {
    assertThat(refused(body.replace('\'', '"'))).endsWith(message);
  }

  @Nested
  class Patterns {
    @Test
    void theEnabledOnesTogetherHaveABoundOfParts() {
      String off = "{\"pii_type\":\"off\",\"regex\":\"(?:a?){1000}\",\"enabled\":false}";
      String first = "{\"pii_type\":\"a\",\"regex\":\"b{249}\",\"enabled\":true}";
      String most = "{\"pii_type\":\"c\",\"regex\":\"dd\",\"enabled\":true}";
      String more = "{\"pii_type\":\"c\",\"regex\":\"ddd\",\"enabled\":true}";

      assertThat(changed(patterns(off, first, most)).piiRedaction().patterns()).hasSize(3);
      assertThat(refused(patterns(off, first, more)))
          .endsWith(
              "piiRedaction.patterns: must have at most 500 parts in all enabled patterns together,"
                  + " repetitions written out; there are 501");
    }

    private static String patterns(String... given) {
      return "{\"piiRedaction\":{\"patterns\":[" + String.join(",", given) + "]}}";
    }

    @Test
    void aPatternHasDefaults() {
      assertThat(pattern("{\"pii_type\":\"a\",\"regex\":\"b\"}"))
          .isEqualTo(new PiiPattern("a", "b", true, false, new Display.Redaction()));
    }

    @Test
    void aPatternOfADefinitionOfKoreIsTaken() {
      assertThat(
              pattern(
                  """
                  {"pii_type":"Email","ignoreCase":false,"regex":"a@b","enabled":true,"mappedEntities":[],\
                  "display":{"type":"redaction"},"sourceType":"system"}\
                  """))
          .isEqualTo(new PiiPattern("Email", "a@b", false, true, new Display.Redaction()));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "~type~:~replacement~|piiRedaction.patterns[0].display.value: is missing",
          "~type~:~replacement~,~value~:5|piiRedaction.patterns[0].display.value: must be a string"
              + " of 0 to 64 characters",
          "~type~:~mask~,~first~:33,~char~:~#~|piiRedaction.patterns[0].display.first: must be an"
              + " integer from 0 to 32",
          "~type~:~mask~,~last~:-1,~char~:~#~|piiRedaction.patterns[0].display.last: must be an"
              + " integer from 0 to 32",
          "~type~:~mask~,~first~:1|piiRedaction.patterns[0].display.char: is missing",
          "~type~:~mask~,~char~:~*~|piiRedaction.patterns[0].display.char: must be one of #, +; it"
              + " is ~*~",
          "~type~:~hide~|piiRedaction.patterns[0].display.type: must be one of mask, redaction,"
              + " replacement; it is ~hide~",
          "~value~:~x~|piiRedaction.patterns[0].display.type: is missing"
        })
    void aWrongDisplayIsRefused(String display, String message) {
      String body =
          "{~piiRedaction~:{~patterns~:[{~pii_type~:~a~,~regex~:~b~,~display~:{"
              + display
              + "}}]}}";

      assertThat(refused(body.replace('~', '"'))).endsWith(message.replace('~', '"'));
    }

    @Test
    void everyDisplayIsRead() {
      assertThat(display("{\"type\":\"redaction\"}")).isEqualTo(new Display.Redaction());
      assertThat(display("{\"type\":\"replacement\",\"value\":\"\"}"))
          .isEqualTo(new Display.Replacement(""));
      assertThat(display("{\"type\":\"replacement\",\"value\":\"" + "\u00e9".repeat(64) + "\"}"))
          .isEqualTo(new Display.Replacement("\u00e9".repeat(64)));
      assertThat(display("{\"type\":\"mask\",\"first\":32,\"last\":32,\"char\":\"+\"}"))
          .isEqualTo(new Display.Mask(32, 32, '+'));
      assertThat(display("{\"type\":\"mask\",\"last\":4,\"char\":\"#\"}"))
          .isEqualTo(new Display.Mask(0, 4, '#'));
    }

    @Test
    void lengthsHaveBounds() {
      String longest =
          "{\"pii_type\":\"" + "t".repeat(64) + "\",\"regex\":\"" + "r".repeat(512) + "\"}";
      assertThat(pattern(longest).regex()).hasSize(512);
      for (String wrong :
          List.of(
              "{\"regex\":\"b\"}",
              "{\"pii_type\":\"\",\"regex\":\"b\"}",
              "{\"pii_type\":\"" + "t".repeat(65) + "\",\"regex\":\"b\"}",
              "{\"pii_type\":\"\\ud800\",\"regex\":\"b\"}")) {
        assertThat(refused(body(wrong))).contains("piiRedaction.patterns[0].pii_type: ");
      }
      for (String wrong :
          List.of(
              "{\"pii_type\":\"a\"}",
              "{\"pii_type\":\"a\",\"regex\":\"\"}",
              "{\"pii_type\":\"a\",\"regex\":\"" + "r".repeat(513) + "\"}")) {
        assertThat(refused(body(wrong))).contains("piiRedaction.patterns[0].regex: ");
      }
    }

    @Test
    void thereAreAtMostTwentyOfDifferentNames() {
      assertThat(changed(body(numbered(20))).piiRedaction().patterns()).hasSize(20);
      assertThat(refused(body(numbered(21))))
          .endsWith("piiRedaction.patterns: must be an array of 0 to 20 items");
      assertThat(refused(body(numbered(3) + ",{\"pii_type\":\"p1\",\"regex\":\"x\"}")))
          .endsWith("piiRedaction.patterns[3].pii_type: is the name of an earlier pattern");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "((a{1000}){1000}){1000}|nested repetitions multiply to more than 1000",
          "(?=a)|error parsing regexp: invalid or unsupported Perl syntax: `(?=`",
          "(a)\\\\1|error parsing regexp: invalid escape sequence: `\\\\1`",
          "[a|error parsing regexp: missing closing ]: `[a`",
          "(?<=a)b|error parsing regexp: "
        })
    void anExpressionThatDoesNotCompileIsRefusedWithTheParsersMessage(String expected) {
      String[] parts = expected.split("\\|");

      assertThat(refused(body("{\"pii_type\":\"a\",\"regex\":\"" + parts[0] + "\"}")))
          .contains("piiRedaction.patterns[0].regex: cannot be read: ")
          .contains(parts[1].replace("\\\\", "\\"));
    }

    private PiiPattern pattern(String json) {
      return changed(body(json)).piiRedaction().patterns().getFirst();
    }

    private Display display(String json) {
      return pattern("{\"pii_type\":\"a\",\"regex\":\"b\",\"display\":" + json + "}").display();
    }

    private String numbered(int count) {
      StringBuilder patterns = new StringBuilder();
      for (int i = 0; i < count; i++) {
        patterns.append(i == 0 ? "" : ",").append("{\"pii_type\":\"p" + i + "\",\"regex\":\"x\"}");
      }
      return patterns.toString();
    }

    private String body(String patterns) {
      return "{\"piiRedaction\":{\"patterns\":[" + patterns + "]}}";
    }
  }

  @Test
  void theAnswerShowsAllOfIt() {
    MessageSettings shown =
        new MessageSettings(
            false,
            30,
            new PiiRedaction(
                true,
                List.of(
                    OWN,
                    new PiiPattern("b", "\\d", false, false, new Display.Replacement("x")),
                    new PiiPattern("c", "c", true, true, new Display.Mask(0, 4, '#')))));
    ManagedSettings settings =
        new ManagedSettings(
            BotSettings.DEFAULT.withMessages(shown), ClosureSettings.DEFAULT, MessageSettings.NONE);

    assertThat(SettingsBody.of(settings).body().utf8Text().orElseThrow())
        .endsWith(
            """
            "keepMessages":false,"messageRetentionDays":30,"piiRedaction":{"enabled":true,"patterns":[\
            {"pii_type":"Name","regex":"ada","ignoreCase":true,"enabled":true,"display":{"type":"redaction"}},\
            {"pii_type":"b","regex":"\\\\d","ignoreCase":false,"enabled":false,"display":{"type":"replacement","value":"x"}},\
            {"pii_type":"c","regex":"c","ignoreCase":true,"enabled":true,"display":{"type":"mask","first":0,"last":4,"char":"#"}}]},"keepDebugLogs":false}\
            """);
  }

  private static MessageSettings changed(String body) {
    return change(body, CHANGED, MessageSettings.OF_NEW_BOT);
  }

  private static MessageSettings change(
      String body, MessageSettings now, MessageSettings ofRegistration) {
    return switch (read(body)) {
      case ParseResult.Value<MessageChange>(MessageChange change) ->
          change.appliedTo(now, ofRegistration);
      case ParseResult.Refused<MessageChange>(ApiError error) ->
          throw new AssertionError(error.msg());
    };
  }

  private static String refused(String body) {
    return switch (read(body)) {
      case ParseResult.Value<MessageChange> taken -> throw new AssertionError(taken);
      case ParseResult.Refused<MessageChange>(ApiError error) -> error.msg();
    };
  }

  private static ParseResult<MessageChange> read(String body) {
    return FieldReader.read(
        JsonReader.read(Bytes.utf8(body)).object().orElseThrow(), MessageSettingsBody::change);
  }
}
