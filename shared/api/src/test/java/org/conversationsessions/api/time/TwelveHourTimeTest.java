package org.conversationsessions.api.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("contract, section 16.3: times of a twelve-hour clock")
class TwelveHourTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2021-03-10T14:05:03Z, 03-10-2021 2:05:03 pm",
    "2021-03-10T14:05:03.999Z, 03-10-2021 2:05:03 pm",
    "2026-11-01T00:00:00Z, 11-01-2026 12:00:00 am",
    "2026-11-01T00:59:59Z, 11-01-2026 12:59:59 am",
    "2026-11-01T01:00:00Z, 11-01-2026 1:00:00 am",
    "2026-11-01T11:59:59Z, 11-01-2026 11:59:59 am",
    "2026-12-31T12:00:00Z, 12-31-2026 12:00:00 pm",
    "2026-12-31T23:59:59Z, 12-31-2026 11:59:59 pm",
    "1970-01-01T10:00:00Z, 01-01-1970 10:00:00 am",
  })
  void hoursAreThoseOfATwelveHourClockInGmt(Instant instant, String text) {
    assertThat(TwelveHourTime.of(instant)).isEqualTo(text);
  }
}
