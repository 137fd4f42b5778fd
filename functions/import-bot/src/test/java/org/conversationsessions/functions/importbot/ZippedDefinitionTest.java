package org.conversationsessions.functions.importbot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.conversationsessions.domain.imports.Upload.Content;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: the definition in a ZIP")
class ZippedDefinitionTest {
  private static final String DEFINITION =
      "{\"name\":\"A\",\"sessionInactiveTime\":900000,\"x\":1}";

  @Test
  void theDefinitionIsFoundInAnyFolderWithItsConfiguration() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("export/", new byte[0]);
    entries.put("export/icon.png", new byte[5000]);
    entries.put("export/config.json", "{\"name\":\"B\"}".getBytes(UTF_8));
    entries.put("export/BotDefinition.json", DEFINITION.getBytes(UTF_8));
    entries.put("export/botFunctions.js", "var a;".getBytes(UTF_8));

    assertThat(ZippedDefinition.content(zip(entries)))
        .isEqualTo(
            new Content.Extract(
                "{\"name\":\"A\",\"sessionInactiveTime\":900000,\"config\":{\"name\":\"B\"}}"));
  }

  @Test
  void aDefinitionMayStandAlone() throws IOException {
    assertThat(
            ZippedDefinition.content(zip(Map.of("botDefinition.json", DEFINITION.getBytes(UTF_8)))))
        .isEqualTo(new Content.Extract("{\"name\":\"A\",\"sessionInactiveTime\":900000}"));
  }

  @Test
  void whatCannotBeReadSaysWhy() throws IOException {
    assertThat(ZippedDefinition.content(zip(Map.of("a.json", DEFINITION.getBytes(UTF_8)))))
        .isEqualTo(new Content.Unreadable("the ZIP has no botDefinition.json"));
    assertThat(ZippedDefinition.content(zip(Map.of("botDefinition.json", new byte[] {'['}))))
        .isEqualTo(new Content.Unreadable("it is not a JSON object"));
    assertThat(ZippedDefinition.content("not a zip".getBytes(UTF_8)))
        .isEqualTo(new Content.Unreadable("the ZIP has no botDefinition.json"));
  }

  @Test
  void aBombIsNotUnpacked() throws IOException {
    Content tooLarge = new Content.Unreadable("the ZIP has more than 20000000 bytes unpacked");
    byte[] zeros = new byte[ZippedDefinition.MAX_UNPACKED + 1];

    assertThat(ZippedDefinition.content(zip(Map.of("icon.png", zeros)))).isEqualTo(tooLarge);
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      many.put(i + ".png", new byte[ZippedDefinition.MAX_UNPACKED / 3]);
    }
    assertThat(ZippedDefinition.content(zip(many))).isNotEqualTo(tooLarge);
    many.put("botDefinition.json", DEFINITION.getBytes(UTF_8));
    assertThat(ZippedDefinition.content(zip(many))).isEqualTo(tooLarge);
    Arrays.fill(zeros, (byte) '[');
    assertThat(ZippedDefinition.content(zip(Map.of("botDefinition.json", zeros))))
        .isInstanceOf(Content.Unreadable.class);
  }

  @Test
  void aDamagedZipIsUnreadable(@Seeded Random random) throws IOException {
    byte[] whole = zip(Map.of("botDefinition.json", DEFINITION.getBytes(UTF_8)));
    for (int number = 0; number < 2_000; number++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int change = random.nextInt(4); change > 0; change--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      assertThat(ZippedDefinition.content(damaged)).isNotNull();
    }
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
