/**
 * {@code bin/admin}: an operator's work on the registry, here or in a deployment. A secret is
 * printed once, when it is made, and never read back.
 */
package org.conversationsessions.local.cli.admin;

