// Which message is written again.

import type { ThreadMessage } from "../generated/ThreadMessage";

/** The newest message of mine in this mode that waits in the outbox, or is held there, and is only words. */
export function lastWaiting(messages: ThreadMessage[], note: boolean): ThreadMessage | null {
  const fits = (one: ThreadMessage): boolean =>
    one.mine && one.outbox !== null && (one.state === "waiting" || one.state === "held") && one.content.type === "text" && (one.author === "note") === note;
  return messages.filter(fits).at(-1) ?? null;
}
