package org.conversationsessions.local.runner.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.conversationsessions.local.runner.aws.JsonCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {
  private static final String EVENT =
      """
      {"source": "bot.runtime", "detail-type": "ConversationActivity", "resources": ["one", "two"],
       "detail": {"botId": "st-1", "count": 3, "ratio": 0.50, "nothing": null, "isDeveloper": true, "address": "10.0.0.7",
                  "tags": [{"name": "a", "values": [1, 2]}, {"name": "b"}]}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'source':['bot.runtime']}                                           | true
          {'source':['other','bot.runtime']}                                   | true
          {'source':['other']}                                                 | false
          {'source':['bot.runtime'],'detail-type':['Other']}                   | false
          {'detail':{'botId':['st-1']}}                                        | true
          {'detail':{'botId':['st-2']}}                                        | false
          {'detail':{'count':[3.0]}}                                           | true
          {'detail':{'ratio':[0.5]}}                                           | true
          {'detail':{'count':['3']}}                                           | false
          {'detail':{'nothing':[null]}}                                        | true
          {'detail':{'isDeveloper':[true]}}                                    | true
          {'detail':{'isDeveloper':[false]}}                                   | false
          {'detail':{'botId':{'deeper':['st-1']}}}                             | false
          {'resources':['two']}                                                | true
          {'resources':['three']}                                              | false
          {'source':[{'prefix':'bot.'}]}                                       | true
          {'source':[{'prefix':'BOT.'}]}                                       | false
          {'source':[{'prefix':{'equals-ignore-case':'BOT.'}}]}                | true
          {'source':[{'suffix':'.runtime'}]}                                   | true
          {'source':[{'suffix':{'equals-ignore-case':'.RUNTIME'}}]}            | true
          {'source':[{'equals-ignore-case':'BOT.Runtime'}]}                    | true
          {'source':[{'wildcard':'b*run*'}]}                                   | true
          {'source':[{'wildcard':'b*ran*'}]}                                   | false
          {'source':[{'anything-but':'bot.runtime'}]}                          | false
          {'source':[{'anything-but':['a','b']}]}                              | true
          {'source':[{'anything-but':{'prefix':'bot'}}]}                       | false
          {'source':[{'anything-but':{'suffix':['x','y']}}]}                   | true
          {'detail':{'absent':[{'anything-but':'x'}]}}                         | false
          {'detail':{'count':[{'anything-but':3}]}}                            | false
          {'detail':{'count':[{'numeric':['>',0,'<=',3]}]}}                    | true
          {'detail':{'count':[{'numeric':['>',0,'<',3]}]}}                     | false
          {'detail':{'count':[{'numeric':['=',3]}]}}                           | true
          {'detail':{'botId':[{'numeric':['>=',0]}]}}                          | false
          {'detail':{'count':[{'exists':true}]}}                               | true
          {'detail':{'count':[{'exists':false}]}}                              | false
          {'detail':{'absent':[{'exists':false}]}}                             | true
          {'detail':{'absent':[{'exists':true}]}}                              | false
          {'absent':{'deeper':[{'exists':false}]}}                             | true
          {'absent':{'deeper':['x']}}                                          | false
          {'$or':[{'source':['x']},{'detail':{'count':[3]}}]}                  | true
          {'$or':[{'source':['x']},{'detail':{'count':[4]}}]}                  | false
          {'source':['other'],'$or':[{'source':['x']},{'detail':{'count':[3]}}]} | false
          {'$or':['x']}                                                        | false
          {'detail':{'address':[{'cidr':'10.0.0.0/24'}]}}                      | true
          {'detail':{'address':[{'cidr':'10.0.1.0/24'}]}}                      | false
          """)
  void anEventMatchesIfEveryNamedFieldDoes(String pattern, boolean matches) throws Exception {
    assertThat(pattern(pattern).matches(EVENT)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'source':'bot.runtime'}",
        "{'source':null}",
        "{'source':[{'cidr':'10.0.0.0'}]}",
        "{'source':[{'prefix':'a','suffix':'b'}]}",
        "{'source':[{'prefix':1}]}",
        "{'source':[{'numeric':['>']}]}",
        "{'source':[{'numeric':['!',1]}]}",
        "{'source':[{'numeric':['>','1']}]}",
        "{'source':[{'anything-but':{'cidr':'x'}}]}",
        "{'$or':[{'source':['x']}]}",
      })
  void aPatternThatCannotBeHonouredIsRefusedAtOnce(String pattern) {
    assertThatThrownBy(() -> pattern(pattern)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aListMatchesByAnyOfItsValues() throws Exception {
    EventPattern pattern = pattern("{'resources':[{'anything-but':'one'}]}");
    assertThat(pattern.matches(EVENT)).isTrue();
  }

  private static EventPattern pattern(String json) throws Exception {
    return EventPattern.of(JsonCodec.object(json.replace('\'', '"')));
  }
}
