/**
 * Values and pure rules on the JDK alone: no threads, clocks or randomness.
 *
 * <p>Nothing here knows HTTP, DynamoDB or Lambda. Each package holds one noun of the contract.
 */
package org.conversationsessions.domain;


