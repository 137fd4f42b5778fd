/** {@code bin/admin close}: closes many live sessions. */
package org.conversationsessions.cli.closing;
