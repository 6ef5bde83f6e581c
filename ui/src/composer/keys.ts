// What a key means while something is being written (DESIGN_UI 5). Pure.

import type { ComposerTool } from "../store/composer.svelte";

type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

export type Wish = "send" | "send_resolve" | "blank" | "leave" | "reopen";

/** `plainEnter` = Enter sends; else Ctrl Enter does and Enter makes a new line. */
export function wishOf(event: Key, plainEnter: boolean, empty: boolean): Wish | null {
  const control = event.ctrlKey || event.metaKey;
  if (event.altKey || event.shiftKey) return null;
  switch (event.key) {
    case "Enter":
      if (control) return plainEnter ? "send_resolve" : "send";
      return plainEnter ? "send" : null;
    case "Tab":
      return control ? null : "blank";
    case "Escape":
      return control ? null : "leave";
    case "ArrowUp":
      return empty && !control ? "reopen" : null;
    default:
      return null;
  }
}

/** Tools have keys that work wherever the focus is while a conversation is open. */
export function toolOf(event: Key): ComposerTool | "template" | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (!event.shiftKey) return key === "e" ? "emoji" : null;
  const tools: Record<string, ComposerTool | "template"> = { a: "attach", t: "template", enter: "schedule" };
  return tools[key] ?? null;
}
