/**
 * The stream of the sessions table as Lambda delivers it: batches of changes in, the place of the
 * first that failed out; and where consumers put what they can never work off.
 */
package org.conversationsessions.stream;
