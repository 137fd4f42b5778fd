package org.conversationsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Map;
import org.conversationsessions.json.JsonExtract.Choice;
import org.conversationsessions.json.JsonExtract.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is copied of a bot definition (contract, section 19). */
class JsonExtractTest {
  private static final int MAX = 200;
  private static final Choice CHOICE =
      Choice.of(
          Map.of(
              "a", Choice.WHOLE,
              "b", Choice.of(Map.of("c", Choice.WHOLE)),
              "each", Choice.ofEach(Choice.of(Map.of("name", Choice.WHOLE)))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {}",
        "{'a':{'x':[1,2.50,1e400,'y',null,true]},'z':[{'a':1}]} | {'a':{'x':[1,2.50,1E+400,'y',null,true]}}",
        "{'b':{'c':1,'d':2},'c':3} | {'b':{'c':1}}",
        "{'b':[{'c':1}],'each':7} | {'b':null,'each':null}",
        "{'each':{'en':{'name':'x','more':{'name':'y'}},'de':{},'fr':[]}} | {'each':{'en':{'name':'x'},'de':{},'fr':null}}",
        "{'a':'\\ud83d','b':{'c':'ü😀'}} | {'a':'\uFFFD','b':{'c':'ü😀'}}",
      })
  void onlyWhatIsChosenIsCopied(String given, String expected) throws IOException {
    assertThat(copy(given.replace('\'', '"')))
        .isEqualTo(new Result.Copied(expected.replace('\'', '"')));
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws IOException {
    assertThat(copy("\uFEFF{\"a\":1}")).isEqualTo(new Result.Copied("{\"a\":1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{}] | it is not a JSON object",
        "{} {} | it is not JSON: something follows the object",
        "{'a':1 | it is not JSON, line 1, column ",
        "{'z':[}] | it is not JSON, line 1, column 7",
        "{a:1} | it is not JSON, line 1, column ",
      })
  void whatIsNotAnObjectIsRefusedWithItsPlace(String given, String reason) throws IOException {
    assertThat(copy(given.replace('\'', '"')))
        .isInstanceOfSatisfying(
            Result.Refused.class, refused -> assertThat(refused.reason()).startsWith(reason));
  }

  @Test
  void nothingIsNoObject() throws IOException {
    assertThat(copy("")).isEqualTo(new Result.Refused("it is not a JSON object"));
  }

  @Test
  void whatIsNotUtf8IsRefused() throws IOException {
    byte[] latin = {'{', '"', 'a', '"', ':', '"', (byte) 0xe9, '"', '}'};

    assertThat(JsonExtract.copy(new ByteArrayInputStream(latin), CHOICE, MAX))
        .isEqualTo(new Result.Refused("it is not UTF-8"));
  }

  @Test
  void theBoundCountsTheCopysBytes() throws IOException {
    String fits = "x".repeat(MAX - "{\"a\":\"\"}".length());
    Result tooLong = new Result.Refused("what is used of it has more than 200 bytes");

    assertThat(copy("{\"a\":\"" + fits + "\"}")).isInstanceOf(Result.Copied.class);
    assertThat(copy("{\"a\":\"" + fits + "x\"}")).isEqualTo(tooLong);
    assertThat(copy("{\"a\":\"" + "é".repeat(fits.length() / 2) + "\"}"))
        .isInstanceOf(Result.Copied.class);
    assertThat(copy("{\"a\":\"" + "漢".repeat(fits.length() / 2) + "\"}")).isEqualTo(tooLong);
    assertThat(copy("{\"z\":\"" + "x".repeat(10_000) + "\"}")).isEqualTo(new Result.Copied("{}"));
  }

  @Test
  void deepAndLongPartsAreRefusedWithoutAFailure() throws IOException {
    assertThat(copy("{\"z\":" + "[".repeat(100_000))).isInstanceOf(Result.Refused.class);
    assertThat(copy("{\"a\":" + "[".repeat(100_000))).isInstanceOf(Result.Refused.class);
    assertThat(copy("{\"z\":" + "9".repeat(100_000) + "}")).isInstanceOf(Result.Refused.class);
    String deep = "[".repeat(500) + "]".repeat(500);
    assertThat(copy("{\"z\":" + deep + "}")).isEqualTo(new Result.Copied("{}"));
  }

  @Test
  void aStreamThatFailsIsNotMalformed() {
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream("{\"a\":".getBytes(UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("broken");
              }
            });

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> JsonExtract.copy(failing, CHOICE, MAX))
        .withMessage("broken");
  }

  private static Result copy(String json) throws IOException {
    return JsonExtract.copy(new ByteArrayInputStream(json.getBytes(UTF_8)), CHOICE, MAX);
  }
}
