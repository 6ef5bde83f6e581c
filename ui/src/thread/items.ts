// Turns messages into what the log draws: day rules, event lines, bubbles. Pure.

import type { ThreadMessage } from "../generated/ThreadMessage";
import { MINUTE, hotelDay } from "../time/hotel";

/** Messages of one voice this close together share one by-line. */
const TOGETHER = 10 * MINUTE;

export type Item =
  | { kind: "day"; key: string; day: string }
  | { kind: "event"; key: string; message: ThreadMessage; continued: boolean }
  | { kind: "message"; key: string; message: ThreadMessage; continued: boolean; chosen: string | null; waiting: number };

export function threadItems(messages: ThreadMessage[], zone: string): Item[] {
  const chosen = choices(messages);
  const waiting = messages.filter((message) => message.state === "waiting" && message.content.type !== "event");
  const items: Item[] = [];
  let day = "";
  let previous: ThreadMessage | undefined;
  for (const message of messages) {
    const on = hotelDay(message.at, zone);
    if (on !== day) {
      day = on;
      previous = undefined;
      items.push({ kind: "day", key: `day-${day}`, day });
    }
    if (message.content.type === "event") {
      items.push({ kind: "event", key: message.id, message, continued: items.at(-1)?.kind === "event" });
      previous = undefined;
      continue;
    }
    const continued = previous !== undefined && sameVoice(previous, message);
    items.push({
      kind: "message",
      key: message.id,
      message,
      continued,
      chosen: chosen.get(message.id) ?? null,
      // Said once, under the last of them.
      waiting: message === waiting.at(-1) ? waiting.length : 0,
    });
    previous = message;
  }
  return items;
}

function sameVoice(a: ThreadMessage, b: ThreadMessage): boolean {
  return a.author === b.author && a.staff?.id === b.staff?.id && a.mine === b.mine && b.at - a.at < TOGETHER;
}

/**
 * Which choice the guest tapped under each message with buttons or a list: under the message that the answer names, else under
 * the last one before it that offered this choice.
 */
function choices(messages: ThreadMessage[]): Map<string, string> {
  const chosen = new Map<string, string>();
  const asked: { id: string; ids: Set<string> }[] = [];
  for (const { id, content, reply_to } of messages) {
    if (content.type === "buttons" || content.type === "list") {
      asked.push({ id, ids: new Set(content.choices.map((choice) => choice.id)) });
    } else if (content.type === "choice_reply") {
      const named = asked.find((one) => one.id === reply_to?.message);
      const about = named ?? [...asked].reverse().find((one) => one.ids.has(content.id));
      if (about?.ids.has(content.id)) chosen.set(about.id, content.id);
    }
  }
  return chosen;
}
