/**
 * Finishes closings that have a custom script: takes them from a FIFO queue, has the script run,
 * clears what it asks for, and publishes {@code SessionClosed} (contract, section 8).
 */
package org.conversationsessions.functions.finishclosing;
