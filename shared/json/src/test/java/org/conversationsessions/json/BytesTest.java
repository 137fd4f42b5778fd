package org.conversationsessions.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void isIndependentOfTheArraysItWasCopiedFromAndTo() {
    byte[] array = {1, 2, 3};
    Bytes bytes = Bytes.copyOf(array);
    array[0] = 9;
    bytes.toArray()[1] = 9;

    assertThat(bytes.toArray()).containsExactly(1, 2, 3);
  }

  @Test
  void equalsBytesOfTheSameContents() {
    Bytes shared = Bytes.owning(new byte[] {'a', 'b', 'c'}, 2);

    assertThat(shared).isEqualTo(Bytes.utf8("ab")).hasSameHashCodeAs(Bytes.utf8("ab"));
    assertThat(shared).isNotEqualTo(Bytes.utf8("abc")).isNotEqualTo("ab");
    assertThat(shared.utf8Text()).contains("ab");
    assertThat(shared.toBase64()).isEqualTo("YWI=");
    assertThat(shared).hasToString("2 bytes");
  }

  @Test
  void readsBase64OrSaysThatItIsNone() {
    assertThat(Bytes.base64("YWI=")).contains(Bytes.utf8("ab"));
    assertThat(Bytes.base64("")).contains(Bytes.EMPTY);
    assertThat(Bytes.base64("a*b")).isEmpty();
    assertThat(Bytes.base64("YWI=x")).isEmpty();
  }

  @Test
  void readsAndWritesStreams() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Bytes.readAll(new ByteArrayInputStream(new byte[] {4, 5})).writeTo(out);

    assertThat(out.toByteArray()).containsExactly(4, 5);
  }
}
