/**
 * Finishes closings that have a script (contract, section 8). The function reads them from a FIFO
 * queue, has the script run, clears the state that the script selects, and publishes {@code
 * SessionClosed}.
 */
package org.conversationsessions.functions.finishclosing;
