package org.conversationsessions.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemSizeTest {
  /** The size of an item with one attribute whose name has one byte. */
  private static long sizeOf(AttributeValue value) {
    return ItemSize.of(Map.of("a", value)) - 1;
  }

  @Test
  void textsCountTheirUtf8Bytes() {
    assertThat(sizeOf(AttributeValue.fromS("abc"))).isEqualTo(3);
    assertThat(sizeOf(AttributeValue.fromS("ü"))).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "7,2", "12,2", "123,3", "-12,2", "1200,2", "1000000,2", "1234567,5"})
  void numbersCountAByteForTwoSignificantDigitsAndOneMore(String number, long bytes) {
    assertThat(sizeOf(AttributeValue.fromN(number))).isEqualTo(bytes);
  }

  @Test
  void otherTypesCountAsDynamoDbDocuments() {
    AttributeValue text = AttributeValue.fromS("ab");

    assertThat(sizeOf(AttributeValue.fromBool(true))).isEqualTo(1);
    assertThat(sizeOf(AttributeValue.fromB(SdkBytes.fromByteArray(new byte[5])))).isEqualTo(5);
    assertThat(sizeOf(AttributeValue.fromL(List.of(text, text)))).isEqualTo(3 + 2 * 3);
    assertThat(sizeOf(AttributeValue.fromM(Map.of("n", text)))).isEqualTo(3 + 1 + 1 + 2);
  }

  @Test
  void setsAreInNoSession() {
    assertThatThrownBy(() -> sizeOf(AttributeValue.fromSs(List.of("a"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
