/**
 * Runs a bot's custom script (contract, sections 8 and 9). Its rule: a script is hostile, and so is
 * whatever its process says; nothing of it runs here. {@code docs/closing-scripts.md} tells why.
 */
package org.conversationsessions.functions.runclosurescript;





