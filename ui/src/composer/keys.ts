// What a key means while something is being written; which key it is stands in the one table of keys.

import { chordOf } from "../keys/chord";
import { keysOf } from "../keys/current";

type Pressed = Parameters<typeof chordOf>[0];

const IN_TEXT = ["send", "send_resolve", "blank", "rewrite"] as const;
const TOOLS = ["attach", "emoji", "template", "schedule"] as const;

export type TextKey = (typeof IN_TEXT)[number] | "leave";
export type ToolKey = (typeof TOOLS)[number];

/** Of the text field. `empty` = there is no text, so that arrows have nothing to move in. */
export function textKey(event: Pressed, empty: boolean): TextKey | null {
  const chord = chordOf(event);
  if (chord === null) return null;
  if (chord === "Esc") return "leave";
  const found = IN_TEXT.find((id) => keysOf(id).includes(chord)) ?? null;
  return found === "rewrite" && !empty ? null : found;
}

/** Of a tool: wherever the focus is while a conversation is open. */
export function toolKey(event: Pressed): ToolKey | null {
  const chord = chordOf(event);
  return chord === null ? null : (TOOLS.find((id) => keysOf(id).includes(chord)) ?? null);
}
