/**
 * SnapStart priming: runs a function's code before Lambda takes the snapshot, so that classes are
 * loaded and methods compiled when the first request arrives after the restore.
 *
 * <p>Priming never changes what the function does. It reaches no real table, shares no object with
 * the instance that serves requests, and its failure does not fail the deployment.
 *
 * <p>A snapshot contains the environment variables that Lambda sets, {@code SECRETS_KEY} among
 * them. Lambda encrypts snapshots and environment variables alike.
 */
package org.conversationsessions.snapshot;
