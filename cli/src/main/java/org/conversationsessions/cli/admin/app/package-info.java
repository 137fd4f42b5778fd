/** {@code bin/admin}: the commands on apps, their scopes, bots and signing keys. */
package org.conversationsessions.cli.admin.app;
