/** Files that hold people's words or secrets. Its rule: only their owner can read them. */
package org.conversationsessions.local.runner.files;


