/** Reads, changes and clears what bots keep about conversations (contract, section 10). */
package org.conversationsessions.functions.sessionstate;
