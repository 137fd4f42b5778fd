package org.conversationsessions.local.runner.stream;

import java.time.Instant;

/**
 * A change of an item.
 *
 * @param sequenceNumber its position in the shard, in digits; a later change has a greater number
 * @param partition the item's partition key; changes of one key stay in order
 * @param created about when it happened, to the minute or better
 * @param json the record as Lambda passes it to a function
 */
public record StreamRecord(String sequenceNumber, String partition, Instant created, String json) {}
