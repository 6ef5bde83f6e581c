// Which messages are drawn. The log hangs from its foot: everything is counted in pixels from there, so that what is above
// never moves what is read, and a thread of thousands costs what is on screen. Pure.

import type { Item } from "./items";

/** Drawn beyond each edge, so that scrolling finds words and not gaps. */
const BEYOND = 700;

export type Span = {
  /** First drawn. */
  from: number;
  /** After the last drawn. */
  to: number;
  /** Height of what is not drawn above, and below. */
  above: number;
  below: number;
};

/** `sizes` oldest first; `offset` pixels of the log lie below the window's edge, which is `height` high. */
export function span(sizes: number[], offset: number, height: number): Span {
  let to = sizes.length;
  let below = 0;
  while (to > 0 && below + (sizes[to - 1] ?? 0) < offset - BEYOND) {
    to -= 1;
    below += sizes[to] ?? 0;
  }
  let from = to;
  let reached = below;
  while (from > 0 && reached < offset + height + BEYOND) {
    from -= 1;
    reached += sizes[from] ?? 0;
  }
  let above = 0;
  for (let at = 0; at < from; at += 1) above += sizes[at] ?? 0;
  return { from, to, above, below };
}

/** Pixels below item `at`. */
export function heightBelow(sizes: number[], at: number): number {
  let sum = 0;
  for (let next = at + 1; next < sizes.length; next += 1) sum += sizes[next] ?? 0;
  return sum;
}

/** The last item that is not wholly below the window's edge: what a reader who scrolled up holds on to. */
export function anchorAt(sizes: number[], offset: number): number {
  let at = sizes.length - 1;
  let below = 0;
  while (at > 0 && below + (sizes[at] ?? 0) <= offset) {
    below += sizes[at] ?? 0;
    at -= 1;
  }
  return at;
}

const LINE = 20;
const LETTERS_A_LINE = 60;
const BOXES: Record<string, number> = {
  image: 164,
  video: 164,
  sticker: 128,
  audio: 30,
  document: 40,
  location: 58,
  contacts: 62,
  form_reply: 60,
  list: 110,
  buttons: 32,
};

/** About how high an item will be; it is measured as soon as it is drawn. */
export function guess(item: Item): number {
  if (item.kind === "day") return 42;
  if (item.kind === "event") return 28;
  const { message, continued } = item;
  const lines = message.text === "" ? 0 : Math.max(message.text.split("\n").length, Math.ceil(message.text.length / LETTERS_A_LINE));
  const box = message.revoked ? LINE : (BOXES[message.content.type] ?? 0);
  return (continued ? 3 : 27) + 15 + lines * LINE + box + (message.reply_to ? 40 : 0) + (message.reactions.length > 0 ? 11 : 0);
}
