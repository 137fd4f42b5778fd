/** Shows what is stored about a bot, an end user or a session. Writes nothing. */
package org.conversationsessions.admin.inspect;
