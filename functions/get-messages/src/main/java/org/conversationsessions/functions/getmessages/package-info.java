/** Serves the messages of conversations (contract, section 14). */
package org.conversationsessions.functions.getmessages;
