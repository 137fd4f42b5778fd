/**
 * Reads, changes, drafts and publishes bots' settings, and the port to them (contract, sections 9
 * and 19).
 */
package org.conversationsessions.application.settings;
