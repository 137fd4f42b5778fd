/**
 * What the service is about, on the JDK alone: values, pure rules and the ports they need.
 *
 * <p>Nothing here knows HTTP, DynamoDB or Lambda. A rule of the contract is found in the package of
 * its noun: {@code session}, {@code conversation}, {@code history}, {@code settings}, {@code
 * registry}.
 */
package org.conversationsessions.domain;
