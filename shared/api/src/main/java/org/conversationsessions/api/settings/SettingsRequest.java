package org.conversationsessions.api.settings;

import java.util.Optional;
import org.conversationsessions.api.activity.ActivityReader;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.domain.settings.SettingsChange;

/**
 * A request to change a bot's settings (contract, sections 9 and 19).
 *
 * @param change the fields to be changed, with their new values
 * @param draft whether the change is drafted, and holds only after a publication
 * @param dryRun whether the change is validated and shown, but not stored
 * @param sample a text to be shown as the changed settings redact it; of a dry run only
 */
public record SettingsRequest(
    SettingsChange change, boolean draft, boolean dryRun, Optional<String> sample) {
  static final String DRAFT = "draft";
  private static final String DRY_RUN = "dryRun";
  private static final String TEXT = "text";

  /** Reads a request: the query, then the body. */
  public static ParseResult<SettingsRequest> read(
      HttpRequest request, ServiceConfig config, ScriptParser scripts) {
    return switch (RequestBody.readQuery(request, query -> flag(query, DRY_RUN))) {
      case ParseResult.Refused<Boolean>(ApiError error) -> new ParseResult.Refused<>(error);
      case ParseResult.Value<Boolean>(Boolean dryRun) ->
          RequestBody.read(
              request,
              body ->
                  new SettingsRequest(
                      SettingsBody.change(body, config, scripts),
                      body.bool(DRAFT).orElse(false),
                      dryRun,
                      dryRun ? sample(body) : Optional.empty()));
    };
  }

  /** Reads whether a {@code GET} asks for the draft. */
  public static ParseResult<Boolean> readDraft(HttpRequest request) {
    return RequestBody.readQuery(request, query -> flag(query, DRAFT));
  }

  /** Checks that a {@code DELETE} names the draft: nothing else can be removed. */
  public static ParseResult<Boolean> readRemoval(HttpRequest request) {
    return RequestBody.readQuery(
        request,
        query -> {
          if (!flag(query, DRAFT)) {
            throw query.invalid(DRAFT, "must be true: only the draft can be removed");
          }
          return true;
        });
  }

  private static boolean flag(FieldReader query, String name) {
    boolean isEmpty = query.string(name, 0, Integer.MAX_VALUE).orElse("").isEmpty();
    return !isEmpty && query.boolOrText(name).orElse(false);
  }

  private static Optional<String> sample(FieldReader body) {
    return body.object("sample")
        .map(
            sample ->
                sample
                    .stringOfBytes(TEXT, ActivityReader.MAX_TEXT_BYTES)
                    .orElseThrow(() -> sample.missing(TEXT)));
  }
}
