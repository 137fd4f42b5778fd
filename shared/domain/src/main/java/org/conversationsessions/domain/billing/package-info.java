/** Queries for billing sessions, and their results (contract, section 16). */
package org.conversationsessions.domain.billing;
