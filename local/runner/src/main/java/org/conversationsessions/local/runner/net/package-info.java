/** HTTP servers for this machine. Rule: every server listens on the loopback address only. */
package org.conversationsessions.local.runner.net;
