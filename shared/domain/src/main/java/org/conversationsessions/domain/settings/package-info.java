/**
 * A bot's session settings, "Manage Sessions" (contract, section 9), and the configuration of a
 * deployment.
 */
package org.conversationsessions.domain.settings;
