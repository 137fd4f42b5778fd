package org.conversationsessions.application.erasure;

/** Another worker has continued the request, so this one stops. */
final class SupersededException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
