/** Answers for the history of sessions (contract, section 5). */
package org.conversationsessions.functions.getsessions;
