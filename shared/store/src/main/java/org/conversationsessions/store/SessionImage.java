package org.conversationsessions.store;

import java.util.Map;
import org.conversationsessions.domain.session.Session;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A session's record as the table's stream shows it. */
public final class SessionImage {
  private SessionImage() {}

  /**
   * Reads an image.
   *
   * @throws org.conversationsessions.domain.StoreException if it is none of a session
   */
  public static Session read(Map<String, AttributeValue> image) {
    return SessionItem.read(image);
  }
}
