/** Requests to erase data, and how far they have come (contract, section 15). */
package org.conversationsessions.domain.erasure;
