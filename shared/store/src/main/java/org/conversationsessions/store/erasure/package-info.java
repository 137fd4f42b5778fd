/** The stored form of requests to erase data, and what they erase (contract, section 15). */
package org.conversationsessions.store.erasure;
