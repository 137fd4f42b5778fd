package org.conversationsessions.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
  private static final String SESSION =
      """
      {"sessionId":"6b000ae50c97f07a2298cc47","botId":"st-1","channel":"rtm","userId":"ada@example.com",
       "start_time":"2026-11-20T08:55:01.201Z","end_time":"2026-11-20T08:56:00.000Z",
       "session_lang":["en","de"],"sessionType":"interactive","containmentType":"selfService",
       "isDeveloper":false,"sessionStatus":"closed",
       "tags":{"userTags":[{"value":"gold","name":"plan"}],"sessionTags":[],"altText":[]},
       "noOfMessagesExchanged":2,"noOfTasksExecuted":0,
       "closeReason":"api","closedAt":"2026-11-20T09:10:00.000Z"}""";

  private static final String MESSAGE =
      """
      {"_id":"ms-1","type":"incoming","chnl":"rtm","lang":"en","createdBy":"ada@example.com",
       "createdOn":"2026-11-20T08:55:01.201Z","botId":"st-1","sessionId":"6b000ae50c97f07a2298cc47",
       "components":[{"cT":"text","data":{"text":"Hello, \\"you\\"\\nthere"},"thumbnails":[]}],
       "tags":{"messageTags":[],"userTags":[],"sessionTags":[],"altText":[]}}""";

  @Test
  void sessionsHaveTheirFieldsUnderTheHeader() throws Exception {
    CsvRows rows = new CsvRows(false);

    assertThat(rows.header())
        .isEqualTo(
            "record,sessionId,botId,userId,channel,start_time,end_time,session_lang,sessionType,"
                + "containmentType,isDeveloper,sessionStatus,userTags,sessionTags,"
                + "noOfMessagesExchanged,noOfTasksExecuted,closeReason,closedAt\r\n");
    assertThat(rows.session(json(SESSION)))
        .isEqualTo(
            "session,6b000ae50c97f07a2298cc47,st-1,ada@example.com,rtm,2026-11-20T08:55:01.201Z,"
                + "2026-11-20T08:56:00.000Z,\"[\"\"en\"\",\"\"de\"\"]\",interactive,selfService,false,"
                + "closed,\"[{\"\"value\"\":\"\"gold\"\",\"\"name\"\":\"\"plan\"\"}]\",[],2,0,api,2026-11-20T09:10:00.000Z\r\n");
  }

  @Test
  void aLiveSessionHasNoClosing() throws Exception {
    String live =
        SESSION.replace("\"api\"", "null").replace("\"2026-11-20T09:10:00.000Z\"", "null");

    assertThat(new CsvRows(false).session(json(live))).endsWith(",2,0,,\r\n");
  }

  @Test
  void messagesHaveFurtherColumnsThatAreEmptyForSessions() throws Exception {
    CsvRows rows = new CsvRows(true);

    List<String> names = cells(rows.header());
    List<String> message = cells(rows.message(json(MESSAGE)));
    List<String> session = cells(rows.session(json(SESSION)));

    assertThat(names)
        .endsWith("_id", "type", "createdOn", "lang", "text", "tN", "messageTags")
        .hasSameSizeAs(message)
        .hasSameSizeAs(session);
    assertThat(message)
        .startsWith("message", "6b000ae50c97f07a2298cc47", "st-1", "ada@example.com", "rtm", "")
        .endsWith(
            "ms-1",
            "incoming",
            "2026-11-20T08:55:01.201Z",
            "en",
            "Hello, \"you\"\nthere",
            "",
            "[]");
    assertThat(session.subList(session.size() - 7, session.size())).containsOnly("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+49 30", "-1", "@sum", "\tx", "\rx", "\nx", "=", "=\"a\""})
  void aCellThatASpreadsheetWouldCalculateBeginsWithAnApostrophe(String text) {
    assertThat(CsvRows.cell(text)).startsWith("\"'").endsWith("\"");
    assertThat(cells(CsvRows.cell(text) + "\r\n")).containsExactly("'" + text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "plain|plain",
        "a=b|a=b",
        "a,b|\"a,b\"",
        "say \"x\"|\"say \"\"x\"\"\"",
        "'quoted'|'quoted'",
        "Grüße 🙂|Grüße 🙂"
      })
  void anyOtherCellKeepsItsText(String text, String cell) {
    assertThat(CsvRows.cell(text)).isEqualTo(cell);
    assertThat(cells(cell + "\r\n")).containsExactly(text);
  }

  @Test
  void everyTextIsReadBack(@Seeded Random random) {
    String alphabet = "=+-@\t\r\n,\"'; aé🙂";
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(8); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String cell = CsvRows.cell(text.toString());
      String read = cells(cell + ",end\r\n").getFirst();
      assertThat(read.startsWith("'") && !text.toString().equals(read) ? read.substring(1) : read)
          .isEqualTo(text.toString());
      assertThat(read).doesNotContainPattern("^[=+\\-@\t\r\n]");
    }
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text);
  }

  /** Reads one row as RFC 4180 defines it. */
  private static List<String> cells(String row) {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder cell = new StringBuilder();
      if (row.charAt(at) == '"') {
        for (at++; row.charAt(at) != '"' || row.charAt(at + 1) == '"'; at++) {
          cell.append(row.charAt(at));
          at += row.charAt(at) == '"' ? 1 : 0;
        }
        at++;
      } else {
        for (; ",\r".indexOf(row.charAt(at)) < 0; at++) {
          assertThat(row.charAt(at)).isNotIn('"', '\n');
          cell.append(row.charAt(at));
        }
      }
      cells.add(cell.toString());
      if (row.charAt(at) == '\r') {
        assertThat(row.substring(at)).isEqualTo("\r\n");
        return cells;
      }
      assertThat(row.charAt(at++)).isEqualTo(',');
    }
  }
}
