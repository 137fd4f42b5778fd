/**
 * The stream of the sessions table as Lambda delivers it, and the queues of SQS. One is the
 * dead-letter queue of the stream's consumers, one has requests to erase data. The third carries
 * closings from the stream's consumer to the function that finishes them.
 */
package org.conversationsessions.stream;
