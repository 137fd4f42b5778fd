package org.conversationsessions.domain.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session as the history shows it (contract, section 5).
 *
 * @param id the identifier, which contains the start
 * @param conversation the bot, end user and channel
 * @param endTime the time of the last message or task event; the start if there is none
 * @param languages the languages named in it, in order of first use, at most {@value
 *     #MAX_LANGUAGES}
 * @param type whether the end user took part
 * @param containment the containment; decided again when the session closes
 * @param transfer the transfer to a human agent; empty if there was none, or if it was recorded
 *     before the service kept it
 * @param developer whether any of its events came from a developer
 * @param messages the number of user, bot and agent messages and authorisations
 * @param tasks the number of tasks completed or failed
 * @param nudge the last nudge; empty if there was none
 * @param closing the closing; empty while the session is live
 */
public record Session(
    SessionId id,
    ConversationKey conversation,
    Instant endTime,
    List<String> languages,
    SessionType type,
    ContainmentType containment,
    Optional<AgentTransfer> transfer,
    boolean developer,
    Tags tags,
    int messages,
    int tasks,
    Optional<Nudge> nudge,
    Optional<Closing> closing) {
  /**
   * The most languages stored. No real conversation uses more. Without a bound, a bot that names a
   * new language with every message would exceed the size of an item.
   */
  public static final int MAX_LANGUAGES = 50;

  /** Copies the list. */
  public Session {
    languages = List.copyOf(languages);
  }

  /** Creates a session without a nudge. */
  public Session(
      SessionId id,
      ConversationKey conversation,
      Instant endTime,
      List<String> languages,
      SessionType type,
      ContainmentType containment,
      Optional<AgentTransfer> transfer,
      boolean developer,
      Tags tags,
      int messages,
      int tasks,
      Optional<Closing> closing) {
    this(
        id,
        conversation,
        endTime,
        languages,
        type,
        containment,
        transfer,
        developer,
        tags,
        messages,
        tasks,
        Optional.empty(),
        closing);
  }

  /** Returns a session that starts, without any figures. */
  public static Session starting(SessionId id, ConversationKey conversation) {
    return new Session(
        id,
        conversation,
        id.start(),
        List.of(),
        SessionType.NON_INTERACTIVE,
        ContainmentType.SELF_SERVICE,
        Optional.empty(),
        false,
        Tags.NONE,
        0,
        0,
        Optional.empty());
  }

  /** Returns {@code start_time}, which never changes. */
  public Instant startTime() {
    return id.start();
  }

  /** Returns the status. */
  public SessionStatus status() {
    return closing.isPresent() ? SessionStatus.CLOSED : SessionStatus.ACTIVE;
  }

  /**
   * Returns {@code session_lang}: the languages named, or a default.
   *
   * @param botDefault the bot's present default language; a closed session keeps that of its
   *     closing
   */
  public List<String> languagesOr(String botDefault) {
    return languages.isEmpty()
        ? List.of(closing.map(Closing::defaultLanguage).orElse(botDefault))
        : languages;
  }

  /**
   * Returns this session closed.
   *
   * @param newClosing the closing
   * @param finalContainment the final containment
   */
  public Session closed(Closing newClosing, ContainmentType finalContainment) {
    return new Session(
        id,
        conversation,
        endTime,
        languages,
        type,
        finalContainment,
        transfer,
        developer,
        tags,
        messages,
        tasks,
        nudge,
        Optional.of(newClosing));
  }

  /** Returns this session after a transfer to a human agent, with the containment {@code AGENT}. */
  public Session transferred(AgentTransfer newTransfer) {
    return new Session(
        id,
        conversation,
        endTime,
        languages,
        type,
        ContainmentType.AGENT,
        Optional.of(newTransfer),
        developer,
        tags,
        messages,
        tasks,
        nudge,
        closing);
  }

  /**
   * Returns this session after the completion of a task. If it was transferred at that time or
   * later, the transfer knows of a task ({@link AgentTransfer#afterTask}).
   */
  public Session withTaskCompletedAt(Instant at) {
    return transfer
        .filter(known -> !at.isAfter(known.at()))
        .map(known -> transferred(new AgentTransfer(known.at(), true)))
        .orElse(this);
  }

  /** Returns this session after a nudge, which changes no figure. */
  public Session with(Nudge newNudge) {
    return new Session(
        id,
        conversation,
        endTime,
        languages,
        type,
        containment,
        transfer,
        developer,
        tags,
        messages,
        tasks,
        Optional.of(newNudge),
        closing);
  }

  /**
   * Returns this session with the contribution of one event. {@code end_time} only grows. A
   * language is added once, and only while there are fewer than {@value #MAX_LANGUAGES}. An event
   * of the end user makes the session interactive for good.
   */
  public Session with(Contribution event) {
    return new Session(
        id,
        conversation,
        event.movesEnd() && event.at().isAfter(endTime) ? event.at() : endTime,
        event.language().filter(this::canAdd).map(this::withLanguage).orElse(languages),
        event.byUser() ? SessionType.INTERACTIVE : type,
        containment,
        transfer,
        developer || event.developer(),
        tags.with(event.tags()),
        messages + event.messages(),
        tasks + event.tasks(),
        nudge,
        closing);
  }

  private boolean canAdd(String language) {
    return languages.size() < MAX_LANGUAGES && !languages.contains(language);
  }

  private List<String> withLanguage(String language) {
    List<String> more = new ArrayList<>(languages);
    more.add(language);
    return more;
  }

  /**
   * The contribution of one event to a session's figures.
   *
   * @param at the time of the event
   * @param movesEnd whether it is a message or task event
   * @param byUser whether the end user acted
   * @param language the language named
   * @param developer whether it came from a developer
   * @param tags the tags it sets
   * @param messages how many messages it counts as
   * @param tasks how many tasks it counts as
   */
  public record Contribution(
      Instant at,
      boolean movesEnd,
      boolean byUser,
      Optional<String> language,
      boolean developer,
      Tags tags,
      int messages,
      int tasks) {}
}
