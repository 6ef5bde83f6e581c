// One banner at a time: offline, then a channel error, then waiting win (DESIGN_UI 4); who else is there is in the header, too. Pure.

import type { Header } from "../generated/Header";
import type { ActName } from "../generated/ActName";
import type { Colleague } from "../store/beside.svelte";

export type Banner =
  | { kind: "offline" | "channel" | "beside" | "other" }
  | { kind: "waiting" | "bot" | "resolved" | "expired"; action: ActName };

export function bannerFor(header: Header, offline: boolean, beside: Colleague[]): Banner | null {
  if (offline) return { kind: "offline" };
  if (header.connection_status === "ERROR") return { kind: "channel" };
  switch (header.status) {
    case "AWAITING_AGENT":
      return { kind: "waiting", action: "claim" };
    case "BOT_HANDLING":
      return { kind: "bot", action: "take_over" };
    case "RESOLVED":
      return { kind: "resolved", action: "reopen" };
    case "EXPIRED":
      return { kind: "expired", action: "reopen" };
    default:
      if (newsOf(header, beside).length > 0) return { kind: "beside" };
      return header.mine ? null : { kind: "other" };
  }
}

/** Who is there beside whom one would expect: that a colleague looks at their own conversation is no news, that they write is. */
export function newsOf(header: Header, beside: Colleague[]): Colleague[] {
  return beside.filter((one) => one.writing || one.id !== header.assignee?.id);
}

/** Whether `action` is there for this role; what is only not possible now is there but not enabled. */
export function actionOf(header: Header, action: ActName): { shown: boolean; enabled: boolean } {
  const found = header.actions.find((one) => one.action === action);
  return { shown: found !== undefined, enabled: found?.enabled ?? false };
}
