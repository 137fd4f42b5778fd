/** {@code bin/admin}: the commands on accounts. */
package org.conversationsessions.cli.admin.account;
