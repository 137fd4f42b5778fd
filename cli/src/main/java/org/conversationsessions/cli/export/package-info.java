/**
 * {@code bin/admin export}: writes a bot's sessions and messages as rows. It reads them over the
 * public API with an app's token, so it sees what the app may see and nothing else. {@link
 * org.conversationsessions.cli.export.Exporter} goes through the history window by window, {@link
 * org.conversationsessions.cli.export.ExportRows} formats, {@link
 * org.conversationsessions.cli.export.ExportOutput} stores, and {@link
 * org.conversationsessions.cli.export.ExportCursor} says how far an export has come.
 */
package org.conversationsessions.cli.export;
