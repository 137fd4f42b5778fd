/** Tests of the console in a real browser (contract, section 17.6). */
package org.conversationsessions.acceptance.console;
