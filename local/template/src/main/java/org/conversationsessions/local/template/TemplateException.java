package org.conversationsessions.local.template;

/**
 * The template says something that is wrong, or that one machine cannot honour; the message says
 * what and where.
 */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with its message, which is for the person who wrote the template. */
  public TemplateException(String message) {
    super(message);
  }
}
