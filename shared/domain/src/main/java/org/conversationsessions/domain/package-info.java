/**
 * Values and pure rules that use only the JDK, without threads, clocks or randomness.
 *
 * <p>No class depends on HTTP, DynamoDB or Lambda. Each package covers one noun of the contract.
 */
package org.conversationsessions.domain;
