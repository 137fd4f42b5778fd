package org.conversationsessions.local.runner.stream;

import java.time.Instant;

/**
 * A change of an item.
 *
 * @param sequenceNumber its place in its shard, digits; of two, the greater number is later
 * @param partition the item's partition key; changes of one partition stay in order
 * @param created about when it happened, to the minute or better
 * @param json the record as Lambda hands it to a function
 */
public record StreamRecord(String sequenceNumber, String partition, Instant created, String json) {}
