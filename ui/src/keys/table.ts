// Every key of the window, once (DESIGN_UI 5). Dispatcher, tooltips, hints, the sheet, the palette and Settings read it from here.
//
// A chord is written `Ctrl+Shift+R`; a sequence is written `G I`. `Ctrl` is ⌘ on macOS. No chord needs AltGr. Words: `command-<id>`.

/** Where a key counts. */
export type Where =
  /** Not while a text field or a dialog has the focus. */
  | "page"
  /** In text fields, too. */
  | "anywhere"
  /** In dialogs, too. */
  | "always"
  /** Only while something is written; the composer acts on it. */
  | "composer";

export type Group = "find" | "move" | "conversation" | "filter" | "write" | "window";

type Entry = { id: string; keys: readonly string[]; group: Group; where: Where };

export const TABLE = [
  { id: "palette", keys: ["Ctrl+K"], group: "find", where: "anywhere" },
  { id: "search", keys: ["/", "Ctrl+F"], group: "find", where: "anywhere" },
  { id: "keys", keys: ["?", "F1"], group: "find", where: "anywhere" },
  { id: "inbox", keys: ["Ctrl+1", "G I"], group: "find", where: "anywhere" },
  { id: "new", keys: ["Ctrl+N"], group: "find", where: "anywhere" },
  { id: "settings", keys: ["Ctrl+,", "Ctrl+6", "G S"], group: "find", where: "anywhere" },

  { id: "next", keys: ["J", "Down"], group: "move", where: "page" },
  { id: "previous", keys: ["K", "Up"], group: "move", where: "page" },
  { id: "next_anywhere", keys: ["Alt+Down"], group: "move", where: "anywhere" },
  { id: "previous_anywhere", keys: ["Alt+Up"], group: "move", where: "anywhere" },
  { id: "enter", keys: ["Enter"], group: "move", where: "page" },
  { id: "leave", keys: ["Esc"], group: "move", where: "anywhere" },
  { id: "next_panel", keys: ["F6"], group: "move", where: "anywhere" },
  { id: "previous_panel", keys: ["Shift+F6"], group: "move", where: "anywhere" },

  { id: "reply", keys: ["R"], group: "conversation", where: "page" },
  { id: "note", keys: ["N"], group: "conversation", where: "page" },
  { id: "claim", keys: ["C"], group: "conversation", where: "page" },
  { id: "take_over", keys: ["T"], group: "conversation", where: "page" },
  { id: "assign", keys: ["A"], group: "conversation", where: "page" },
  { id: "resolve", keys: ["E"], group: "conversation", where: "page" },
  { id: "hand_back", keys: ["B"], group: "conversation", where: "page" },
  { id: "label", keys: ["L"], group: "conversation", where: "page" },
  { id: "unread", keys: ["U"], group: "conversation", where: "page" },
  { id: "quote", keys: ["Q"], group: "conversation", where: "page" },
  { id: "undo", keys: ["Z"], group: "conversation", where: "page" },
  { id: "profile", keys: ["P"], group: "conversation", where: "page" },

  { id: "waiting", keys: ["W"], group: "filter", where: "page" },
  { id: "mine", keys: ["M"], group: "filter", where: "page" },
  { id: "open", keys: ["O"], group: "filter", where: "page" },

  { id: "send", keys: ["Enter"], group: "write", where: "composer" },
  { id: "new_line", keys: ["Shift+Enter"], group: "write", where: "composer" },
  { id: "send_resolve", keys: ["Ctrl+Enter"], group: "write", where: "composer" },
  { id: "schedule", keys: ["Ctrl+Shift+Enter"], group: "write", where: "composer" },
  { id: "canned", keys: ["/"], group: "write", where: "composer" },
  { id: "blank", keys: ["Tab"], group: "write", where: "composer" },
  { id: "rewrite", keys: ["Up"], group: "write", where: "composer" },
  { id: "template", keys: ["Ctrl+Shift+T"], group: "write", where: "composer" },
  { id: "attach", keys: ["Ctrl+Shift+A"], group: "write", where: "composer" },
  { id: "emoji", keys: ["Ctrl+E"], group: "write", where: "composer" },

  { id: "list_panel", keys: ["Ctrl+B"], group: "window", where: "anywhere" },
  { id: "guest_panel", keys: ["Ctrl+I"], group: "window", where: "anywhere" },
  { id: "retry", keys: ["Ctrl+Shift+R"], group: "window", where: "anywhere" },
  { id: "queue", keys: ["Ctrl+Shift+Q"], group: "window", where: "anywhere" },
  { id: "presence", keys: ["Ctrl+Shift+O"], group: "window", where: "anywhere" },
  { id: "larger", keys: ["Ctrl+Plus"], group: "window", where: "always" },
  { id: "smaller", keys: ["Ctrl+Minus"], group: "window", where: "always" },
  { id: "normal", keys: ["Ctrl+0"], group: "window", where: "always" },
] as const satisfies readonly Entry[];

export type KeyId = (typeof TABLE)[number]["id"];
export type KeyEntry = { id: KeyId; keys: readonly string[]; group: Group; where: Where };

export const ENTRIES: readonly KeyEntry[] = TABLE;
export const GROUPS: readonly Group[] = ["find", "move", "conversation", "filter", "write", "window"];

export function entryOf(id: KeyId): KeyEntry {
  return ENTRIES.find((one) => one.id === id) as KeyEntry;
}
