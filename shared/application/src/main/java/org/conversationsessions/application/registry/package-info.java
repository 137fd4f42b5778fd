/**
 * Ports to accounts, apps, bots and operators, and a cache over the registry. The settings of a
 * bot: their change (contract, section 9), drafts and publication (section 19).
 */
package org.conversationsessions.application.registry;
