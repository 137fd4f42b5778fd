package org.conversationsessions.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "x-gzip",
        "gzip, deflate, br",
        "deflate,gzip",
        "gzip;q=1.0, identity; q=0.5, *;q=0",
        "gzip;q=0.001",
        "gzip ; q=0.8",
        "gzip;Q=1",
        "*",
        "*;q=0.1",
        "br;q=1.0, *;q=0.5",
        "identity;q=0, gzip;q=0.2",
        "gzip;q=0.5, identity;q=0.5",
        ", gzip ,",
        "nonsense;;;, gzip"
      })
  void gzipIsPreferred(String header) {
    assertThat(AcceptEncoding.prefersGzip(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "identity",
        "deflate, br",
        "gzip;q=0",
        "gzip;q=0.000",
        "gzip;q=0, *",
        "*;q=0",
        "gzip;q=0.5, identity",
        "identity;q=0.9, *;q=0.5",
        "gzip;q=2",
        "gzip;q=-1",
        "gzip;q=nan",
        "gzip;q=",
        "gzip;level=1",
        "gzipped",
        "\"gzip\""
      })
  void gzipIsNotPreferred(String header) {
    assertThat(AcceptEncoding.prefersGzip(header)).isFalse();
  }
}
