package org.conversationsessions.local.template;

/**
 * The template is invalid, or uses what one machine does not support; the message names what and
 * where.
 */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates a failure.
   *
   * @param message for the template's author
   */
  public TemplateException(String message) {
    super(message);
  }
}
