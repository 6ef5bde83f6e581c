// What the composer offers. Pure (SPEC 41, 49).

import type { Header } from "../generated/Header";
import type { ActName } from "../generated/ActName";
import type { ReplyWindow } from "../time/figures";

export type Lock = {
  why: "forbidden" | "never" | "closed" | "claim" | "bot" | "other" | "resolved" | "expired";
  /** The way out, where there is one. */
  action: ActName | null;
  /** An approved template may still be sent. */
  template: boolean;
};

const lockOf = (why: Lock["why"], action: ActName | null = null, template = false): Lock => ({ why, action, template });

/**
 * Why a reply cannot be written now; `null` = it can. Notes are always possible. Whose it is comes before the window: a template,
 * too, is only sent by whoever has the conversation.
 */
export function replyLock(header: Header, window: ReplyWindow): Lock | null {
  if (!header.may_reply) return lockOf("forbidden");
  if (!header.mine || header.status !== "AGENT_ASSIGNED") {
    switch (header.status) {
      case "BOT_HANDLING":
        return lockOf("bot", "take_over");
      case "AWAITING_AGENT":
        return lockOf("claim", "claim");
      case "RESOLVED":
        return lockOf("resolved", "reopen");
      case "EXPIRED":
        return lockOf("expired", "reopen");
      default:
        return lockOf("other");
    }
  }
  if (window.state === "never") return lockOf("never", null, true);
  return window.state === "shut" ? lockOf("closed", null, true) : null;
}
