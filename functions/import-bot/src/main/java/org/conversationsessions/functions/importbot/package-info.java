/** Takes uploads of bot definitions, and imports them (contract, section 19). */
package org.conversationsessions.functions.importbot;
