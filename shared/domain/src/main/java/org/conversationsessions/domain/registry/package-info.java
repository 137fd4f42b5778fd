/**
 * Who may call, and for which bots: accounts, bots, apps and their scopes (contract, sections 1 and
 * 2).
 */
package org.conversationsessions.domain.registry;


