package org.conversationsessions.local.runner.http;

import java.util.HexFormat;
import java.util.Optional;

/** Validates a request's target. */
final class RequestTargetCheck {
  private RequestTargetCheck() {}

  /** Returns what is wrong with a target, for the caller; empty if nothing is. */
  static Optional<String> of(String target) {
    for (int at = target.indexOf('%'); at >= 0; at = target.indexOf('%', at + 1)) {
      if (!isHex(target, at + 1) || !isHex(target, at + 2)) {
        String what = target.substring(at, Math.min(at + 3, target.length()));
        return Optional.of(what + " in the target is not a percent-encoding");
      }
    }
    return Optional.empty();
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && HexFormat.isHexDigit(text.charAt(at));
  }
}
