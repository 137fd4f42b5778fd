/**
 * The stream of the sessions table as Lambda delivers it, the dead-letter queue of its consumers,
 * and the messages that carry closings from the stream's consumer to the function that runs their
 * scripts.
 */
package org.conversationsessions.stream;
