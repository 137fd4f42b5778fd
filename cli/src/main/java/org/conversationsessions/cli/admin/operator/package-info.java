/** Commands on the operators of accounts. */
package org.conversationsessions.cli.admin.operator;
