/** Encrypted session state. */
package org.conversationsessions.store.state;
