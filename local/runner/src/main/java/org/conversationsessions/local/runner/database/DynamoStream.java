package org.conversationsessions.local.runner.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.local.runner.stream.TableStream;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * A DynamoDB stream.
 *
 * @param partitionKey the table's partition key attribute
 * @param region the region in the records
 */
record DynamoStream(String arn, String partitionKey, String region, DynamoDbStreamsClient client)
    implements TableStream {
  @Override
  public List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    DescribeStreamRequest.Builder request = DescribeStreamRequest.builder().streamArn(arn);
    StreamDescription page;
    do {
      page = client.describeStream(request.build()).streamDescription();
      page.shards()
          .forEach(
              each ->
                  shards.add(new Shard(each.shardId(), Optional.ofNullable(each.parentShardId()))));
      request.exclusiveStartShardId(page.lastEvaluatedShardId());
    } while (page.lastEvaluatedShardId() != null);
    return List.copyOf(shards);
  }

  @Override
  public Reader read(String shard, Optional<String> after) {
    return new DynamoShardReader(this, shard, after);
  }
}
