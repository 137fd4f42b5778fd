/**
 * What a function does before Lambda takes a snapshot of it. The rule: whatever happens here leaves
 * the function as it was, only faster. Nothing real is reached, read or written; nothing that was
 * made for a rehearsal is used by a request afterwards; no failure keeps a function from starting.
 *
 * <p>What Lambda sets in the function's environment, {@code SECRETS_KEY} among it, is in a snapshot
 * in any case, as it is in the environment of every process. Lambda encrypts both.
 */
package org.conversationsessions.snapshot;


