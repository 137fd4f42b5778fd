package org.conversationsessions.store.imports;

import java.util.Map;
import org.conversationsessions.domain.imports.FileId;
import org.conversationsessions.domain.imports.Upload;
import org.conversationsessions.domain.imports.Upload.Content;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items that hold an upload. The key {@code id} is the file's identifier. A script in it is stored
 * as it is in a bot's settings.
 */
final class UploadItem {
  static final String ID = "id";

  private static final String ACCOUNT = "account";
  private static final String FILE = "file";
  private static final String SIZE = "bytes";
  private static final String SHA_256 = "sha256";
  private static final String UPLOADED = "uploadedAt";
  private static final String EXTRACT = "extract";

  /** The reason why the file is not a definition. */
  private static final String UNREADABLE = "unreadable";

  private UploadItem() {}

  static Map<String, AttributeValue> key(FileId id) {
    return Map.of(ID, Attributes.s(id.value()));
  }

  static Map<String, AttributeValue> of(Upload upload) {
    Attributes item =
        new Attributes()
            .put(ID, upload.id().value())
            .put(ACCOUNT, upload.account())
            .put(FILE, upload.name())
            .put(SIZE, upload.size())
            .put(SHA_256, upload.sha256())
            .put(UPLOADED, upload.uploadedAt())
            .put(Expiry.ATTRIBUTE, upload.uploadedAt().plus(Upload.KEPT).getEpochSecond());
    return switch (upload.content()) {
      case Content.Extract(String json) -> item.put(EXTRACT, json).item();
      case Content.Unreadable(String reason) -> item.put(UNREADABLE, reason).item();
    };
  }

  static Upload read(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored upload",
        stored,
        item ->
            new Upload(
                new FileId(item.text(ID)),
                item.text(ACCOUNT),
                item.text(FILE),
                item.number(SIZE),
                item.text(SHA_256),
                item.instant(UPLOADED),
                item.has(EXTRACT)
                    ? new Content.Extract(item.text(EXTRACT))
                    : new Content.Unreadable(item.text(UNREADABLE))));
  }
}
