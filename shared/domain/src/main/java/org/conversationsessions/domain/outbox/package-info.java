/**
 * What leaves the service when sessions start and close, and what follows a closing (contract,
 * section 8). Nothing is published by the code that closes: the stored sessions tell what happened,
 * and {@link org.conversationsessions.domain.outbox.Outbox} works it off, as often as it has to.
 * Closings with a custom script go through {@link
 * org.conversationsessions.domain.outbox.ClosingQueue} to {@link
 * org.conversationsessions.domain.outbox.ClosingFinisher}.
 */
package org.conversationsessions.domain.outbox;
