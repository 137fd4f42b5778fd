/** {@code bin/admin}: the commands on bots. */
package org.conversationsessions.cli.admin.bot;
