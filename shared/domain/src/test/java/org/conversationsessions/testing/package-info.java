/** Helpers that the tests of all modules share. */
package org.conversationsessions.testing;
