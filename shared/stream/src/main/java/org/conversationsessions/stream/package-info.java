/**
 * The stream of the sessions table as Lambda delivers it: batches of changes in, the place of the
 * first that failed out; where consumers put what they can never work off; and closings on their
 * way from the function that reads the stream to the one that runs their scripts.
 */
package org.conversationsessions.stream;
