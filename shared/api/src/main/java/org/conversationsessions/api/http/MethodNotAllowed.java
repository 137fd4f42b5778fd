package org.conversationsessions.api.http;

/**
 * Answers what no route of the service takes: 405 under {@code /api/public}, whatever the token,
 * and 404 elsewhere (contract, section 3, rows 1 and 9).
 */
public final class MethodNotAllowed implements Endpoint {
  private static final String ROOT = "/api/public";

  @Override
  public HttpOutcome answer(HttpRequest request) {
    String path = request.path();
    return path.equals(ROOT) || path.startsWith(ROOT + "/")
        ? ApiError.methodNotAllowed()
        : ApiError.notFound();
  }
}
