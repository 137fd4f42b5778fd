/**
 * Lambda functions for tests. Its rule: each runs in a process of its own, with its own class path.
 */
package org.conversationsessions.local.runner.handlers;
