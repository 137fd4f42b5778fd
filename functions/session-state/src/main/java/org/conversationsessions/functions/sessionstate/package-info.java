/** Reads, changes and clears the session states of bots (contract, section 10). */
package org.conversationsessions.functions.sessionstate;
