package org.conversationsessions.application.debug;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EventOutcome;
import org.conversationsessions.domain.conversation.Lifecycle.ClosingResult;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;

/**
 * The debug lines of one conversation that a request or a closing brings. They are stored with the
 * next write of the conversation, or by themselves if nothing else changes. Makes none if the bot
 * keeps no debug log. Not thread-safe.
 */
public final class NewDebugLines {
  /**
   * The entries from which a write takes no more lines. One event adds at most three: of the
   * session that it closes, of the one that it starts, and of none.
   */
  private static final int FULL_ENTRIES = 12;

  /** The characters from which a write takes no more lines: an item has at most 400 KB. */
  private static final int FULL_CHARACTERS = 32 * 1024;

  /** The most lines of a request about events that change nothing (contract, section 18). */
  static final int MAX_LINES_WITHOUT_CHANGE = 20;

  private final DebugLogs logs;
  private final DebugLogPolicy policy;
  private final ConversationKey conversation;
  private final Instant recordedAt;
  private final Duration inactivity;
  private final List<DebugLine> lines = new ArrayList<>();

  /** The lines that are left when the others are cleared: of events refused before. */
  private List<DebugLine> refused;

  private int eventsWithoutChange;

  /**
   * The number of {@link #eventsWithoutChange} with lines that are stored, or kept in {@link
   * #refused}.
   */
  private int storedEventsWithoutChange;

  /**
   * Creates a collector.
   *
   * @param logs where lines are stored by themselves
   * @param refused the lines of events that were refused before the conversation was read
   * @param recordedAt the service's time
   * @param inactivity the inactivity of the conversation's channel
   */
  public NewDebugLines(
      DebugLogs logs,
      DebugLogPolicy policy,
      ConversationKey conversation,
      List<DebugLine> refused,
      Instant recordedAt,
      Duration inactivity) {
    this.logs = logs;
    this.policy = policy;
    this.conversation = conversation;
    this.recordedAt = recordedAt;
    this.inactivity = inactivity;
    this.refused =
        policy.keep() ? refused.stream().limit(MAX_LINES_WITHOUT_CHANGE).toList() : List.of();
    this.storedEventsWithoutChange = this.refused.size();
    clear();
  }

  /** Returns whether the bot keeps a debug log. */
  public boolean isKept() {
    return policy.keep();
  }

  /**
   * Adds the lines of an event's outcome.
   *
   * @param before the conversation before the event
   */
  public void add(Conversation before, ActivityEvent event, EventOutcome outcome) {
    if (!policy.keep()
        || (changesNothing(outcome) && ++eventsWithoutChange > MAX_LINES_WITHOUT_CHANGE)) {
      return;
    }
    for (DebugLine line : DebugLines.of(before, event, outcome, inactivity)) {
      lines.add(line.redacted(policy.redaction()));
    }
  }

  /**
   * Adds the lines of a closing that no event caused.
   *
   * @param by what closed the session
   */
  public void add(ClosingResult closed, ClosedBy by) {
    if (policy.keep()) {
      lines.addAll(DebugLines.ofClosing(closed, by, inactivity));
    }
  }

  private static boolean changesNothing(EventOutcome outcome) {
    return switch (outcome) {
      case EventOutcome.Repeated repeated -> true;
      case EventOutcome.Refused refused -> refused.closedBefore().isEmpty();
      case EventOutcome.Applied applied -> false;
      case EventOutcome.Logged logged -> false;
      case EventOutcome.NeedsAdjacentSessions undecided -> false;
    };
  }

  /** Removes the lines that are not stored; their events will be decided again. */
  public void clear() {
    lines.clear();
    lines.addAll(refused);
    eventsWithoutChange = storedEventsWithoutChange;
  }

  /** Returns whether they must be written before the lines of another event are added. */
  public boolean isFull() {
    return !lines.isEmpty()
        && (byEntry().size() >= FULL_ENTRIES
            || lines.stream().mapToInt(DebugLine::characters).sum() >= FULL_CHARACTERS);
  }

  /**
   * Returns the entries to store with a write of the conversation.
   *
   * @param version the version that the write replaces
   */
  public List<DebugEntry> entries(long version) {
    return lines.isEmpty() ? List.of() : entries(recordedAt.toEpochMilli() + "." + version);
  }

  /** Notes that the lines are stored. */
  public void markStored() {
    refused = List.of();
    storedEventsWithoutChange = eventsWithoutChange;
    clear();
  }

  /**
   * Stores the lines by themselves, under a name that follows from their events: a repeated request
   * replaces them. Costs nothing if there are none.
   *
   * @throws org.conversationsessions.application.StoreException if the store failed
   */
  public void storeAlone() {
    if (!lines.isEmpty()) {
      entries("e" + digestOfEvents()).forEach(logs::put);
      markStored();
    }
  }

  private String digestOfEvents() {
    String events =
        lines.stream()
            .map(line -> line.title() + " " + line.eventId().orElse(""))
            .collect(Collectors.joining("\n"));
    return UUID.nameUUIDFromBytes(events.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private List<DebugEntry> entries(String id) {
    List<DebugEntry> entries = new ArrayList<>();
    byEntry()
        .forEach(
            (key, own) ->
                entries.add(
                    new DebugEntry(
                        conversation,
                        key.session(),
                        key.hour(),
                        id,
                        own,
                        policy.expiresAt(recordedAt))));
    return entries;
  }

  private Map<Key, List<DebugLine>> byEntry() {
    Map<Key, List<DebugLine>> byEntry = new LinkedHashMap<>();
    for (DebugLine line : lines) {
      byEntry.computeIfAbsent(Key.of(line), key -> new ArrayList<>()).add(line);
    }
    return byEntry;
  }

  private record Key(Instant hour, Optional<SessionId> session) {
    static Key of(DebugLine line) {
      return new Key(line.at().truncatedTo(ChronoUnit.HOURS), line.session());
    }
  }
}
