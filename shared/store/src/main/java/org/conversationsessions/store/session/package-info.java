/** The stored form of a session, as tables and the stream hold it. */
package org.conversationsessions.store.session;
