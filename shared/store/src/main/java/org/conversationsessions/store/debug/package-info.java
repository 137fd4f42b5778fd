/** The stored form of debug logs (contract, section 18). */
package org.conversationsessions.store.debug;
