/** Reads and changes a bot's session settings (contract, section 9). */
package org.conversationsessions.functions.managesessions;
