/** Reads, changes and publishes a bot's session settings (contract, sections 9 and 19). */
package org.conversationsessions.functions.managesessions;
