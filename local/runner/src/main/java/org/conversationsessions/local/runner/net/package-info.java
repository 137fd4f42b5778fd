/** HTTP on this machine. Its rule: every server listens on the loopback address only. */
package org.conversationsessions.local.runner.net;


