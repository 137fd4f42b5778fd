/** Files that hold personal data or secrets. Rule: only their owner can read them. */
package org.conversationsessions.local.runner.files;
