/** A bot's session settings, "Manage Sessions" (contract, section 9). */
package org.conversationsessions.domain.settings;


