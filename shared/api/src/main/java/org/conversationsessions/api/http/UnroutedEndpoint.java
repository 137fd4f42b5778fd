package org.conversationsessions.api.http;

import java.util.Set;

/**
 * Handles requests without a route: 405 for known paths and under {@code /api/public}, regardless
 * of the token, and 404 elsewhere (contract, section 3, rows 1 and 9). A 405 lists the methods of
 * its path. For an unknown path the list is empty, which means that no method is allowed (RFC 9110,
 * section 10.2.1).
 */
public final class UnroutedEndpoint implements Endpoint {
  @Override
  public HttpOutcome answer(HttpRequest request) {
    String path = request.path();
    Set<String> methods = PublicPaths.methodsOf(path);
    return !methods.isEmpty() || (path + "/").startsWith(PublicPaths.ROOT + "/")
        ? ApiError.methodNotAllowed(methods)
        : ApiError.notFound();
  }
}
