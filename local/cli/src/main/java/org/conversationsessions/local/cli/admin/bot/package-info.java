/** {@code bin/admin}: the commands on bots. */
package org.conversationsessions.local.cli.admin.bot;
