// What the composer offers. Pure (SPEC 41, 49).

import type { Header } from "../generated/Header";
import type { ActName } from "../generated/ActName";
import type { ReplyWindow } from "../time/figures";

export type Lock = {
  why: "forbidden" | "never" | "closed" | "claim" | "bot" | "other" | "resolved" | "expired";
  /** The way out, where there is one. */
  action: ActName | null;
};

/** Why a reply cannot be written now; `null` = it can. Notes are always possible. */
export function replyLock(header: Header, window: ReplyWindow): Lock | null {
  if (!header.may_reply) return { why: "forbidden", action: null };
  if (window.state === "never") return { why: "never", action: null };
  if (window.state === "shut") return { why: "closed", action: null };
  if (header.mine && header.status === "AGENT_ASSIGNED") return null;
  switch (header.status) {
    case "BOT_HANDLING":
      return { why: "bot", action: "take_over" };
    case "AWAITING_AGENT":
      return { why: "claim", action: "claim" };
    case "RESOLVED":
      return { why: "resolved", action: "reopen" };
    case "EXPIRED":
      return { why: "expired", action: "reopen" };
    default:
      return { why: "other", action: null };
  }
}
