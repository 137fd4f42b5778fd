package org.conversationsessions.api.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.application.settings.SettingsPublisher.Drafted;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.settings.MessageChange;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.json.JsonWriter;

/**
 * Writes a bot's settings as drafted (contract, section 19). The body says of itself that it is a
 * draft, so that a client that sends it back drafts it again.
 */
public final class DraftBody {
  private DraftBody() {}

  /** Returns the response with the settings as drafted. */
  public static HttpResponse of(Drafted drafted) {
    return HttpResponse.json(begun(drafted).endObject().finish());
  }

  /**
   * Returns the response to a dry run of a change of the draft.
   *
   * @param sample a text as the drafted settings redact it
   */
  public static HttpResponse ofDryRun(
      Drafted drafted, ServiceConfig config, Optional<String> sample) {
    return SettingsBody.ofDryRun(begun(drafted), config, sample);
  }

  private static JsonWriter begun(Drafted drafted) {
    JsonWriter json = new JsonWriter().beginObject();
    SettingsBody.write(json, drafted.settings());
    json.name(SettingsRequest.DRAFT).bool(true);
    SettingsBody.writeTexts(json.name("drafted"), names(drafted.draft()));
    return json;
  }

  /** Returns the names of the fields that a change names. */
  private static List<String> names(SettingsChange change) {
    MessageChange messages = change.messageSettings();
    Map<String, Edit<?>> edits = new LinkedHashMap<>();
    edits.put(SettingsBody.PROACTIVE, change.proactivelyClose());
    edits.put(SettingsBody.INACTIVITY, change.inactivity());
    edits.put(SettingsBody.CHANNEL_INACTIVITY, change.channelInactivity());
    edits.put(SettingsBody.BEHAVIOR, change.behavior());
    edits.put(SettingsBody.MESSAGES, change.messages());
    edits.put(SettingsBody.EXCLUDED, change.excludedChannels());
    edits.put(SettingsBody.NUDGE_AFTER, change.nudgeAfter());
    edits.put(SettingsBody.NUDGE_MESSAGES, change.nudgeMessages());
    edits.put(SettingsBody.NUDGE_EXCLUDED, change.nudgeExcludedChannels());
    edits.put(SettingsBody.CLEAR_PROFILES, change.clearAuthProfiles());
    edits.put(SettingsBody.SCRIPT, change.customScript());
    edits.put(SettingsBody.LANGUAGE, change.defaultLanguage());
    edits.put(MessageSettingsBody.KEEP, messages.keep());
    edits.put(MessageSettingsBody.RETENTION, messages.retentionDays());
    edits.put(
        MessageSettingsBody.REDACTION,
        messages.redact() instanceof Edit.Keep ? messages.patterns() : messages.redact());
    edits.put(SettingsBody.DEBUG_LOGS, change.keepDebugLogs());
    return edits.entrySet().stream()
        .filter(edit -> !(edit.getValue() instanceof Edit.Keep))
        .map(Map.Entry::getKey)
        .toList();
  }
}
