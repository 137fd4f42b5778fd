package org.conversationsessions.cli.token;

import java.net.URI;

/** Shows links in the user's browser. */
@FunctionalInterface
public interface BrowserOpener {
  /** Opens a link; returns whether there is a browser that may show it. */
  boolean open(URI link);
}
