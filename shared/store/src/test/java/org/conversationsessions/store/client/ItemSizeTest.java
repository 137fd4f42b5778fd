package org.conversationsessions.store.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Sizes by AWS's page "DynamoDB item sizes and formats". */
class ItemSizeTest {
  @Test
  void aStringCountsItsNameAndItsBytesInUtf8() {
    assertThat(bytes("id", AttributeValue.fromS("abc"))).isEqualTo(5);
    assertThat(bytes("\u00e9", AttributeValue.fromS("\ud83d\ude00"))).isEqualTo(6);
    assertThat(bytes("a", AttributeValue.fromS(""))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "7, 2",
    "12, 2",
    "123, 3",
    "-12, 2",
    "1200, 2",
    "1000000, 2",
    "1234567, 5",
    "1772359584512, 8"
  })
  void aNumberCountsAByteForTwoSignificantDigitsAndOneMore(String number, int size) {
    assertThat(bytes("a", AttributeValue.fromN(number))).isEqualTo(1 + size);
  }

  @Test
  void bytesCountAsTheyAreAndAFlagIsOne() {
    byte[] bytes = new byte[300];
    assertThat(bytes("a", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)))).isEqualTo(301);
    assertThat(bytes("a", AttributeValue.fromBool(true))).isEqualTo(2);
    assertThat(bytes("a", AttributeValue.fromNul(true))).isEqualTo(2);
  }

  @Test
  void aListOrMapCountsThreeAndOneForEachElement() {
    AttributeValue text = AttributeValue.fromS("abc");
    assertThat(bytes("a", AttributeValue.fromL(List.of()))).isEqualTo(4);
    assertThat(bytes("a", AttributeValue.fromL(List.of(text, text)))).isEqualTo(4 + 2 * 4);
    assertThat(bytes("a", AttributeValue.fromM(Map.of("key", text)))).isEqualTo(4 + 1 + 3 + 3);
  }

  @Test
  void aSetCountsItsElements() {
    assertThat(bytes("a", AttributeValue.fromSs(List.of("ab", "c")))).isEqualTo(4);
    assertThat(bytes("a", AttributeValue.fromNs(List.of("12", "3")))).isEqualTo(5);
    assertThat(bytes("a", AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[9])))))
        .isEqualTo(10);
  }

  @Test
  void aWriteUnitIsAKibibyteBegun() {
    assertThat(ItemSize.writeUnits(ofBytes(1))).isEqualTo(1);
    assertThat(ItemSize.writeUnits(ofBytes(1024))).isEqualTo(1);
    assertThat(ItemSize.writeUnits(ofBytes(1025))).isEqualTo(2);
    assertThat(ItemSize.writeUnits(ofBytes(2049))).isEqualTo(3);
  }

  private static Map<String, AttributeValue> ofBytes(int size) {
    return new HashMap<>(Map.of("a", AttributeValue.fromS("x".repeat(size - 1))));
  }

  private static int bytes(String name, AttributeValue value) {
    return ItemSize.bytes(Map.of(name, value));
  }
}
