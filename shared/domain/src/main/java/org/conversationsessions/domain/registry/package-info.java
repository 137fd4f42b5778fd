/**
 * Accounts, bots, apps and their scopes: who may call, and for which bots (contract, sections 1 and
 * 2).
 */
package org.conversationsessions.domain.registry;
