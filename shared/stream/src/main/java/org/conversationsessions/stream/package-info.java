/**
 * The stream of the sessions table as Lambda delivers it, and the queues of SQS: the dead-letter
 * queue of the stream's consumers, the queue of requests to erase data, and the messages that carry
 * closings from the stream's consumer to the function that finishes them.
 */
package org.conversationsessions.stream;
