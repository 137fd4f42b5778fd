package org.conversationsessions.api.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Duplicates;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("contract, section 19: requests to import")
class ImportRequestTest {
  @Test
  void aRequestNamesFiles() {
    assertThat(
            newBot(
                "{'botDefinition':'d','configInfo':'c','botFunctions':['f'],'icon':'i','name':' N ',"
                    + "'purpose':7,'color':'#009dab'}"))
        .isEqualTo(
            new ImportRequest(
                "d", Optional.of("c"), List.of("f"), Optional.of("i"), Optional.of("N"), true));
    assertThat(intoBot("{'botDefinition':'d','configInfo':'c','icon':5,'name':5}"))
        .isEqualTo(
            new ImportRequest(
                "d", Optional.of("c"), List.of(), Optional.empty(), Optional.empty(), true));
    assertThat(newBot("{'uploadMode':'ZIP','zipInfo':'z'}"))
        .isEqualTo(
            new ImportRequest(
                "z", Optional.empty(), List.of(), Optional.empty(), Optional.empty(), true));
    assertThat(intoBot("{'uploadMode':'JSON','botDefinition':'d','configInfo':'c'}").config())
        .contains("c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | botDefinition: is missing",
        "{'botDefinition':'d','icon':'i'} | configInfo: is missing",
        "{'configInfo':'c','icon':'i'} | botDefinition: is missing",
        "{'botDefinition':'d','configInfo':'c'} | icon: is missing",
        "{'botDefinition':'d','configInfo':'c','icon':'i','name':' '} | name: must be a string of 1 to",
        "{'botDefinition':'d','configInfo':'c','icon':'i','name':'a\\u0000'} | name: must be a string",
        "{'botDefinition':['d'],'configInfo':'c','icon':'i'} | botDefinition: must be a string",
        "{'botDefinition':'d','configInfo':'c','icon':'i','botFunctions':'f'} | botFunctions: must be",
        "{'botDefinition':'d','configInfo':'c','icon':'i','uploadMode':'zip'} | uploadMode: must be one of",
        "{'uploadMode':'ZIP'} | zipInfo: is missing",
        "{'botDefinition':'d','configInfo':'c','icon':'i','importOptions':[]} | importOptions: must be",
        "{'botDefinition':'d','configInfo':'c','icon':'i','importOptions':{'settings':{}}} | importOptions.settings: must be an array",
      })
  void aWrongRequestIsRefusedWithTheField(String body, String reason) {
    assertThat(read(body, ImportRequest::asNewBot))
        .isInstanceOfSatisfying(
            ParseResult.Refused.class,
            refused ->
                assertThat(((ApiError) refused.error()).msg())
                    .startsWith("Validation errors/ Invalid arguments: " + reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true",
        "null | true",
        "{'options':{},'customDashboard':true} | true",
        "{'settings':['botSettings','ivrSettings']} | true",
        "{'settings':['botVariables']} | false",
        "{'settings':[],'tasks':['botTask']} | false",
        "{'settings':[5]} | false",
        "{'nlpData':['nlpSettings']} | false",
        "{'tasks':[]} | false",
      })
  void optionsChooseTheSettings(String options, boolean appliesSettings) {
    assertThat(
            intoBot("{'botDefinition':'d','configInfo':'c','importOptions':" + options + "}")
                .appliesSettings())
        .isEqualTo(appliesSettings);
  }

  private static ImportRequest newBot(String body) {
    return ((ParseResult.Value<ImportRequest>) read(body, ImportRequest::asNewBot)).value();
  }

  private static ImportRequest intoBot(String body) {
    return ((ParseResult.Value<ImportRequest>) read(body, ImportRequest::intoBot)).value();
  }

  private static ParseResult<ImportRequest> read(
      String body, Function<FieldReader, ImportRequest> reading) {
    return FieldReader.read(
        JsonReader.read(body.replace('\'', '"'), Duplicates.LAST_HOLDS).object().orElseThrow(),
        reading);
  }
}
