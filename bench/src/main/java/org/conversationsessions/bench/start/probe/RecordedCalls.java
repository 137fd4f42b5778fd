package org.conversationsessions.bench.start.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/** The calls that {@link CallLog} recorded, to be repeated: parallel calls in parallel. */
final class RecordedCalls {
  /** A call of DynamoDB. */
  interface SdkCall {
    void make(DynamoDbClient client);
  }

  private RecordedCalls() {}

  /** Returns the calls of these lines by stage. A stage's calls are made in parallel. */
  static List<List<SdkCall>> of(List<String> lines) {
    Map<String, List<SdkCall>> stages = new LinkedHashMap<>();
    for (String line : lines) {
      String[] parts = line.split(" ", 3);
      stages
          .computeIfAbsent(parts[0], stage -> new ArrayList<>())
          .add(call(parts[1], JsonNode.parser().parse(parts[2])));
    }
    return List.copyOf(stages.values());
  }

  private static SdkCall call(String operation, JsonNode body) {
    switch (operation) {
      case "GetItem" -> {
        GetItemRequest request = filled(GetItemRequest.builder(), body).build();
        return client -> client.getItem(request);
      }
      case "BatchGetItem" -> {
        BatchGetItemRequest request = filled(BatchGetItemRequest.builder(), body).build();
        return client -> client.batchGetItem(request);
      }
      case "Query" -> {
        QueryRequest request = filled(QueryRequest.builder(), body).build();
        return client -> client.query(request);
      }
      default -> throw new IllegalArgumentException("no reading call: " + operation);
    }
  }

  private static <B extends SdkPojo> B filled(B builder, JsonNode json) {
    for (SdkField<?> field : builder.sdkFields()) {
      json.field(field.locationName()).ifPresent(node -> field.set(builder, value(field, node)));
    }
    return builder;
  }

  private static Object value(SdkField<?> field, JsonNode node) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.STRING) {
      return node.text();
    }
    if (type == MarshallingType.BOOLEAN) {
      return node.asBoolean();
    }
    if (type == MarshallingType.INTEGER) {
      return Integer.parseInt(node.text());
    }
    if (type == MarshallingType.SDK_BYTES) {
      return SdkBytes.fromByteArray(java.util.Base64.getDecoder().decode(node.text()));
    }
    if (type == MarshallingType.LIST) {
      SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
      return node.asArray().stream().map(one -> value(member, one)).toList();
    }
    if (type == MarshallingType.MAP) {
      SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
      Map<String, Object> map = new LinkedHashMap<>();
      node.asObject().forEach((name, one) -> map.put(name, value(member, one)));
      return map;
    }
    if (type == MarshallingType.SDK_POJO) {
      return ((Buildable) filled(field.constructor().get(), node)).build();
    }
    throw new IllegalArgumentException("a member of type " + type);
  }
}
