/**
 * The stream of the sessions table as Lambda delivers it: batches of changes in, the place of the
 * first that failed out.
 */
package org.conversationsessions.stream;
