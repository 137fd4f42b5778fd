/**
 * {@code bin/admin}: an operator's work on the registry and the stored data, of the local service
 * or of a deployment. A secret is printed once, when it is generated, and cannot be read back.
 */
package org.conversationsessions.cli.admin;
