/** Session counters by bot, shard, user, day and hour. */
package org.conversationsessions.store.counter;
