/** {@code bin/admin}: the commands on accounts. */
package org.conversationsessions.local.cli.admin.account;
