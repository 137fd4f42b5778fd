package org.conversationsessions.local.runner.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of a demo bot (contract, section 9), in the order in which they are made. */
final class DemoSettings {
  private static final int MINUTES = 15;
  private static final String WHATSAPP = "whatsapp";
  private static final int WHATSAPP_MINUTES = 30;

  private DemoSettings() {}

  /** Returns the inactivity of a channel. */
  static Duration inactivity(String channel) {
    return Duration.ofMinutes(channel.equals(WHATSAPP) ? WHATSAPP_MINUTES : MINUTES);
  }

  /** Returns what is published first. */
  static Map<String, Object> first() {
    return Map.of(
        "inactivityDuration",
        MINUTES,
        "closureBehavior",
        "message",
        "closureMessages",
        List.of(
            "I am closing our conversation, as I have not heard from you."
                + " Write again whenever you need me.",
            "I will leave it here for now. Send a message to start again."),
        "channelInactivity",
        Map.of(WHATSAPP, WHATSAPP_MINUTES),
        "keepDebugLogs",
        true,
        "piiRedaction",
        Map.of(
            "enabled",
            true,
            "patterns",
            List.of(
                pattern(
                    "E-mail",
                    "[a-z0-9.]+@[a-z0-9.-]+[.][a-z]+",
                    Map.of("type", "replacement", "value", "(e-mail)")),
                pattern(
                    "Card number",
                    "[0-9]{16}",
                    Map.of("type", "mask", "first", 12, "last", 0, "char", "#")))));
  }

  /**
   * Returns what is changed and published after the conversations are recorded: a script at each of
   * their closings would take most of the time.
   */
  static Map<String, Object> second() {
    return Map.of(
        "nudgeAfter",
        8,
        "nudgeMessages",
        List.of("Are you still there? I can wait a few minutes more."),
        "customScript",
        """
        // Customers stay signed in with the shop, not with the bank.
        koreUtil.ClearAuthProfiles(["bank", "crm"]);
        """);
  }

  /** Returns what is drafted. */
  static Map<String, Object> draft() {
    return Map.of(
        "draft",
        true,
        "inactivityDuration",
        20,
        "closureMessages",
        List.of("Thank you for writing. Write again whenever you need me."),
        "defaultLanguage",
        "de");
  }

  private static Map<String, Object> pattern(
      String name, String regex, Map<String, Object> display) {
    return Map.of(
        "pii_type", name, "regex", regex, "ignoreCase", true, "enabled", true, "display", display);
  }
}
