package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.Settings;
import org.junit.jupiter.api.Test;

/** What every stream does; with one shard that grows. */
public abstract class TableStreamPortTests {
  /** A stream without a change. */
  protected abstract TableStream stream();

  /** Writes an item. */
  protected abstract void change(String key, String value);

  /** Ends the shard. */
  protected abstract void end();

  @Test
  void aShardWithoutChangesGivesEmptyPagesThatAreNotTheLast() {
    TableStream.Reader reader = read(Optional.empty());

    for (int i = 0; i < 3; i++) {
      assertThat(reader.next()).isEqualTo(new TableStream.Page(List.of(), false));
    }
  }

  @Test
  void changesComeInTheirOrderAsLambdaWritesThem() throws Exception {
    change("a", "1");
    change("b", "2");
    change("a", "3");

    List<StreamRecord> records = all(read(Optional.empty()));

    assertThat(records).extracting(TableStreamPortTests::value).containsExactly("1", "2", "3");
    assertThat(records)
        .extracting(each -> new BigInteger(each.sequenceNumber()))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(records.get(0).partition())
        .isEqualTo(records.get(2).partition())
        .isNotEqualTo(records.get(1).partition());
    Map<String, Object> json = JsonCodec.object(records.getFirst().json());
    assertThat(json).containsEntry("eventSourceARN", stream().arn());
    assertThat(json.get("dynamodb"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("SequenceNumber", records.getFirst().sequenceNumber())
        .containsEntry("Keys", Map.of("id", Map.of("S", "a")))
        .containsEntry(
            "ApproximateCreationDateTime", (int) records.getFirst().created().getEpochSecond());
  }

  @Test
  void aReaderGoesOnWithWhatHasHappenedSince() {
    TableStream.Reader reader = read(Optional.empty());
    change("a", "1");
    assertThat(all(reader)).extracting(TableStreamPortTests::value).containsExactly("1");
    assertThat(all(reader)).isEmpty();

    change("a", "2");

    assertThat(all(reader)).extracting(TableStreamPortTests::value).containsExactly("2");
  }

  @Test
  void aReaderBeginsBehindTheRecordThatItIsGiven() {
    change("a", "1");
    change("a", "2");
    change("a", "3");
    List<StreamRecord> records = all(read(Optional.empty()));

    assertThat(all(read(Optional.of(records.get(0).sequenceNumber()))))
        .isEqualTo(records.subList(1, 3));
    assertThat(all(read(Optional.of(records.get(2).sequenceNumber())))).isEmpty();
  }

  @Test
  void anEndedShardHasALastPageWhereverAReaderBegins() {
    TableStream.Reader reader = read(Optional.empty());
    change("a", "1");
    change("a", "2");
    List<StreamRecord> records = all(reader);
    end();

    assertThat(last(reader)).isTrue();
    assertThat(last(reader)).isTrue();
    assertThat(last(read(Optional.empty()))).isTrue();
    assertThat(last(read(Optional.of(records.getLast().sequenceNumber())))).isTrue();
    assertThat(all(read(Optional.empty()))).isEqualTo(records);
  }

  private TableStream.Reader read(Optional<String> after) {
    List<TableStream.Shard> shards = stream().shards();
    assertThat(shards).hasSize(1);
    assertThat(shards.getFirst().parent()).isEmpty();
    return stream().read(shards.getFirst().id(), after);
  }

  private static List<StreamRecord> all(TableStream.Reader reader) {
    List<StreamRecord> all = new ArrayList<>();
    TableStream.Page page = reader.next();
    while (!page.records().isEmpty()) {
      all.addAll(page.records());
      page = reader.next();
    }
    return all;
  }

  private static boolean last(TableStream.Reader reader) {
    TableStream.Page page = reader.next();
    while (!page.records().isEmpty() && !page.last()) {
      page = reader.next();
    }
    return page.last();
  }

  private static String value(StreamRecord record) {
    try {
      Settings json = new Settings("record", JsonCodec.object(record.json()));
      return json.object("dynamodb").object("NewImage").object("value").required("S");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
