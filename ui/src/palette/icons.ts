import type { IconName } from "../components/icons";
import type { KeyId } from "../keys/table";

const ICONS: Partial<Record<KeyId, IconName>> = {
  search: "search",
  keys: "keyboard",
  inbox: "inbox",
  new: "square-pen",
  settings: "settings",
  reply: "send",
  note: "lock",
  claim: "hand",
  take_over: "hand",
  assign: "user-plus",
  resolve: "circle-check",
  hand_back: "bot",
  label: "tag",
  unread: "mail",
  undo: "rotate-cw",
  profile: "panel-right",
  waiting: "list-filter",
  mine: "list-filter",
  open: "list-filter",
  schedule: "calendar-clock",
  canned: "text-quote",
  template: "layout-template",
  attach: "paperclip",
  emoji: "smile",
  guest_panel: "panel-right",
  retry: "rotate-cw",
  queue: "clock-3",
  presence: "user-check",
};

/** The mark of a command, as its button has it. */
export function iconOf(id: KeyId): IconName {
  return ICONS[id] ?? "eye";
}
