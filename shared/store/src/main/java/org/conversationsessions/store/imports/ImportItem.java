package org.conversationsessions.store.imports;

import java.util.Map;
import org.conversationsessions.domain.imports.BotImport;
import org.conversationsessions.domain.imports.BotImport.Outcome;
import org.conversationsessions.domain.imports.ImportId;
import org.conversationsessions.domain.imports.ImportStep;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items that hold an import. The key {@code id} is the import's identifier. */
final class ImportItem {
  private static final String ID = UploadItem.ID;
  private static final String ACCOUNT = "account";
  private static final String CREATED_BY = "app";
  private static final String CREATED = "createdAt";
  private static final String BOT = "bot";
  private static final String NAME = "botName";
  private static final String IS_NEW = "isNewBot";
  private static final String APPLIES = "appliesSettings";
  private static final String REMARKS = "remarks";
  private static final String SUCCEEDED = "succeeded";

  /** The step that failed. Absent, as {@link #SUCCEEDED} is, while the import is pending. */
  private static final String FAILED_AT = "failedAt";

  private static final String REASON = "reason";

  private ImportItem() {}

  static Map<String, AttributeValue> key(ImportId id) {
    return Map.of(ID, Attributes.s(id.value()));
  }

  static Map<String, AttributeValue> of(BotImport state) {
    Attributes item =
        new Attributes()
            .put(ID, state.id().value())
            .put(ACCOUNT, state.account())
            .put(CREATED_BY, state.createdBy())
            .put(CREATED, state.createdAt())
            .put(BOT, state.bot().value())
            .put(NAME, state.name())
            .put(IS_NEW, state.isNewBot())
            .put(APPLIES, state.appliesSettings())
            .putTexts(REMARKS, state.remarks())
            .put(Expiry.ATTRIBUTE, state.createdAt().plus(BotImport.KEPT).getEpochSecond());
    return switch (state.outcome()) {
      case Outcome.Pending() -> item.item();
      case Outcome.Succeeded() -> item.put(SUCCEEDED, true).item();
      case Outcome.Failed(ImportStep at, String reason) ->
          item.put(FAILED_AT, at.wire()).put(REASON, reason).item();
    };
  }

  static BotImport read(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored import",
        stored,
        item ->
            new BotImport(
                new ImportId(item.text(ID)),
                item.text(ACCOUNT),
                item.text(CREATED_BY),
                item.instant(CREATED),
                new BotId(item.text(BOT)),
                item.text(NAME),
                item.flag(IS_NEW),
                item.flag(APPLIES),
                item.texts(REMARKS),
                outcome(item)));
  }

  private static Outcome outcome(Attributes item) {
    if (item.has(FAILED_AT)) {
      return new Outcome.Failed(ImportStep.of(item.text(FAILED_AT)), item.text(REASON));
    }
    return item.flag(SUCCEEDED) ? new Outcome.Succeeded() : new Outcome.Pending();
  }
}
