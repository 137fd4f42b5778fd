/**
 * The contract, sentence by sentence, through HTTP against the whole service as {@code bin/local}
 * runs it.
 */
package org.conversationsessions.acceptance;
