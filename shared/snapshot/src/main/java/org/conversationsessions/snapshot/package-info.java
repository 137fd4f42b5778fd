/**
 * What a function does before Lambda takes a snapshot of it. The rule: whatever happens here leaves
 * the function as it was, only faster. Nothing real is reached, read or written; nothing that was
 * made for a rehearsal is used by a request afterwards; no failure keeps a function from starting.
 */
package org.conversationsessions.snapshot;
