/**
 * Functions that read API Gateway's event and write a page of sessions, each with another codec and
 * without a database: what a codec takes in a process that starts, and in a warm one.
 */
@org.jspecify.annotations.NullMarked
package org.conversationsessions.bench.start.probe.codec;





