/**
 * {@code bin/replay}: sends recorded activity to a service. {@link
 * org.conversationsessions.cli.replay.recording} reads the recording, {@link
 * org.conversationsessions.cli.replay.send} sends it; this package reads the options and shows
 * progress and result.
 */
package org.conversationsessions.cli.replay;
