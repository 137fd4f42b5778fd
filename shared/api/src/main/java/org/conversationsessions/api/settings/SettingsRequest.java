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
 * A request to change a bot's settings (contract, section 9).
 *
 * @param change the change
 * @param dryRun whether the change is validated and shown, but not stored
 * @param sample a text to be shown as the changed settings redact it; of a dry run only
 */
public record SettingsRequest(SettingsChange change, boolean dryRun, Optional<String> sample) {
  private static final String DRY_RUN = "dryRun";
  private static final String TEXT = "text";

  /** Reads a request: the query, then the body. */
  public static ParseResult<SettingsRequest> read(
      HttpRequest request, ServiceConfig config, ScriptParser scripts) {
    return switch (RequestBody.readQuery(request, SettingsRequest::dryRun)) {
      case ParseResult.Refused<Boolean>(ApiError error) -> new ParseResult.Refused<>(error);
      case ParseResult.Value<Boolean>(Boolean dryRun) ->
          RequestBody.read(
              request,
              body ->
                  new SettingsRequest(
                      SettingsBody.change(body, config, scripts),
                      dryRun,
                      dryRun ? sample(body) : Optional.empty()));
    };
  }

  private static boolean dryRun(FieldReader query) {
    boolean isEmpty = query.string(DRY_RUN, 0, Integer.MAX_VALUE).orElse("").isEmpty();
    return !isEmpty && query.boolOrText(DRY_RUN).orElse(false);
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
