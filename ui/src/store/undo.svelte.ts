// Undo of the last status change, for 8 s (DESIGN_UI 5, Z). It sends the opposite command; nothing is held back meanwhile.

import type { ActName } from "../generated/ActName";
import type { Header } from "../generated/Header";
import { rpc } from "../ipc/commands";
import { notice } from "./notice.svelte";

/** How long a change can be undone. */
export const UNDO_FOR = 8000;

export type Step = { action: ActName; staff: string | null };
export type Change = { conversation: string; name: string; action: ActName; back: Step[] };

const step = (action: ActName, staff: string | null = null): Step => ({ action, staff });

/**
 * The commands that undo `action` on a conversation as it was before; null where there are none. Pure.
 *
 * | done | from | undone by |
 * |---|---|---|
 * | take over | the bot | hand back |
 * | hand back | me | take over |
 * | hand back, assign | a colleague, or me | assign to them again (needs the right to assign) |
 * | assign | the bot | hand back |
 * | resolve | me, or waiting | reopen: it is mine then, so that nobody waits unseen |
 * | resolve | the bot | reopen, hand back |
 * | resolve | a colleague | reopen, assign to them again (needs the right to assign) |
 * | reopen | resolved | resolve |
 *
 * Not undone: a claim, and what was done to a waiting conversation (nothing puts a guest back into the queue), and reopening an
 * expired one (nothing expires on request).
 */
export function inverse(action: ActName, before: Header): Step[] | null {
  const { status, assignee, mine } = before;
  const mayAssign = before.actions.some((one) => one.action === "assign");
  const giveBack = assignee && mayAssign ? [step("assign", assignee.id)] : null;
  switch (action) {
    case "take_over":
      return status === "BOT_HANDLING" ? [step("hand_back")] : null;
    case "hand_back":
      return status !== "AGENT_ASSIGNED" ? null : mine ? [step("take_over")] : giveBack;
    case "assign":
      return status === "BOT_HANDLING" ? [step("hand_back")] : status === "AGENT_ASSIGNED" ? giveBack : null;
    case "resolve":
      if (status === "BOT_HANDLING") return [step("reopen"), step("hand_back")];
      if (status === "AWAITING_AGENT" || mine) return [step("reopen")];
      return giveBack && [step("reopen"), ...giveBack];
    case "reopen":
      return status === "RESOLVED" ? [step("resolve")] : null;
    default:
      return null;
  }
}

class Undo {
  last = $state.raw<Change | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Call after `action` was done; `before` is how the conversation was. */
  offer(action: ActName, before: Header): void {
    const back = inverse(action, before);
    this.forget();
    if (!back) return;
    this.last = { conversation: before.id, name: before.name, action, back };
    this.#timer = setTimeout(() => this.forget(), UNDO_FOR);
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.last = null;
  }

  async run(): Promise<void> {
    const change = this.last;
    this.forget();
    if (!change) return;
    try {
      for (const { action, staff } of change.back) await rpc("act", { conversation: change.conversation, action, staff });
    } catch (thrown) {
      notice.fail(thrown);
    }
  }
}

export const undo = new Undo();
