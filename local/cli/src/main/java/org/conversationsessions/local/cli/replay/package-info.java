/**
 * {@code bin/replay}: sends recorded activity to a service. {@link
 * org.conversationsessions.local.cli.replay.recording} reads the recording, {@link
 * org.conversationsessions.local.cli.replay.send} sends it; this package reads the options and
 * shows progress and result.
 */
package org.conversationsessions.local.cli.replay;
