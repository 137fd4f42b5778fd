package org.conversationsessions.api.history;

import java.time.ZoneId;
import java.util.Set;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.http.Excerpt;

/** The field {@code timezone} (contract, sections 17 and 18). */
public final class ZoneField {
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
  private static final String ZONE = "timezone";

  private ZoneField() {}

  /** Reads an IANA name; UTC if it is missing. Fails with status 412 if it is unknown. */
  public static ZoneId read(FieldReader fields) {
    return fields
        .string(ZONE, 1, Integer.MAX_VALUE)
        .map(
            name -> {
              if (!ZONES.contains(name)) {
                throw fields.invalid(
                    ZONE,
                    "must be an IANA name such as Europe/Berlin; it is \""
                        + Excerpt.of(name)
                        + "\"");
              }
              return ZoneId.of(name);
            })
        .orElse(ZoneId.of("UTC"));
  }
}
