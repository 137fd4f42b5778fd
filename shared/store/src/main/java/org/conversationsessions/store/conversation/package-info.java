/** Live conversations, and the due index of those that may be inactive. */
package org.conversationsessions.store.conversation;
