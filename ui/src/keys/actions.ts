// What each command of the table does, and whether it can be done now: for keys, the palette and the hints alike.

import { tick } from "svelte";
import type { ActName } from "../generated/ActName";
import type { ThreadMessage } from "../generated/ThreadMessage";
import { rpc } from "../ipc/commands";
import { app } from "../store/app.svelte";
import { composer, type ComposerTool } from "../store/composer.svelte";
import { dialogs } from "../store/dialogs.svelte";
import { isTextField } from "../store/focus.svelte";
import { guest } from "../store/guest.svelte";
import { house } from "../store/house.svelte";
import { list } from "../store/list.svelte";
import { menus } from "../store/menus.svelte";
import { notice } from "../store/notice.svelte";
import { search } from "../store/search.svelte";
import { settings, TEXT_LEAST, TEXT_MOST } from "../store/settings.svelte";
import { thread } from "../store/thread.svelte";
import { undo } from "../store/undo.svelte";
import { view } from "../store/view.svelte";
import { act, closeConversation, doAction, focusList, move, openConversation, run } from "../store/work";
import { actionOf } from "../thread/banner";
import { quoteFocused } from "../thread/quote";
import { codeWords, t } from "../words/words";
import type { KeyId } from "./table";

export type Doing = { run: () => void; can: () => boolean };

const always = (): boolean => true;
/** A key must not act on the conversation before while the next one is being opened. */
const reading = (): boolean => thread.header !== undefined && thread.header.id === thread.wanted;

const rows = (): boolean => list.total > 0 || search.active;

const PRESENCES = ["online", "away", "offline"];

/** Everything but what only the text field of the composer can do. */
export const DOINGS: Record<Exclude<KeyId, "send" | "new_line" | "send_resolve" | "blank" | "rewrite">, Doing> = {
  palette: { run: () => (dialogs.open = "palette"), can: always },
  search: { run: () => void focusSearch(), can: always },
  keys: { run: () => (dialogs.open = "keys"), can: always },
  inbox: { run: () => void goToInbox(), can: always },
  new: { run: () => (dialogs.open = "new"), can: mayBegin },
  settings: { run: () => (dialogs.open = "settings"), can: always },

  next: { run: () => move(1), can: rows },
  previous: { run: () => move(-1), can: rows },
  next_anywhere: { run: () => move(1), can: rows },
  previous_anywhere: { run: () => move(-1), can: rows },
  enter: { run: enter, can: () => view.active !== null || thread.id !== null },
  leave: { run: leave, can: always },
  next_panel: { run: () => walk(1), can: always },
  previous_panel: { run: () => walk(-1), can: always },

  reply: { run: () => void write(false), can: reading },
  note: { run: () => void write(true), can: reading },
  claim: header("claim"),
  take_over: header("take_over"),
  assign: { run: () => (menus.assign = true), can: () => enabled("assign") },
  resolve: { run: resolveOrReopen, can: () => enabled("resolve") || enabled("reopen") },
  hand_back: header("hand_back"),
  label: { run: () => (menus.labels = true), can: () => reading() && thread.header?.may_reply === true },
  unread: { run: () => void markUnread(), can: () => reading() && thread.header?.may_reply === true },
  quote: { run: quoteFocused, can: reading },
  undo: { run: () => void undo.run(), can: () => undo.last !== null },
  profile: { run: () => void showGuest(), can: reading },

  waiting: { run: () => onlyStatus(["AWAITING_AGENT"]), can: always },
  mine: { run: onlyMine, can: always },
  open: { run: () => onlyStatus([]), can: always },

  schedule: tool("schedule"),
  canned: tool("canned"),
  attach: tool("attach"),
  emoji: tool("emoji"),
  template: { run: () => (composer.templates = true), can: () => reading() && !composer.note },

  list_panel: { run: () => (view.listShown = !view.listShown), can: () => !view.narrow },
  guest_panel: { run: () => guest.toggle(view.wide), can: () => thread.id !== null },
  retry: { run: retryFailed, can: () => failed().length > 0 },
  queue: { run: () => (house.outboxOpen = !house.outboxOpen), can: always },
  presence: { run: nextPresence, can: always },
  larger: { run: () => settings.resizeText(1), can: () => settings.now.text_size < TEXT_MOST },
  smaller: { run: () => settings.resizeText(-1), can: () => settings.now.text_size > TEXT_LEAST },
  normal: { run: () => settings.resizeText(0), can: () => settings.now.text_size !== 100 },
};

/** Whether this role ever begins a conversation: it needs the guests as well as the right to write. */
export function mayBegin(): boolean {
  const has = app.me?.permissions ?? [];
  return has.includes("conversations:reply") && has.includes("contacts:view");
}

export function doingOf(id: KeyId): Doing | undefined {
  return (DOINGS as Partial<Record<KeyId, Doing>>)[id];
}

function enabled(action: ActName): boolean {
  return thread.header !== undefined && reading() && actionOf(thread.header, action).enabled;
}

function header(action: ActName): Doing {
  return { run: () => void doAction(action), can: () => enabled(action) };
}

function tool(name: ComposerTool): Doing {
  return { run: () => composer.tool?.(name), can: () => composer.tool !== undefined };
}

async function focusSearch(): Promise<void> {
  view.listShown = true;
  if (view.narrow && thread.id !== null) closeConversation();
  await tick();
  document.querySelector<HTMLInputElement>("[data-testid=search]")?.focus();
}

/** Puts the caret into the composer, because somebody asked for it. */
async function write(note: boolean): Promise<void> {
  composer.note = note;
  await tick();
  composer.field?.focus();
}

function resolveOrReopen(): void {
  void doAction(enabled("resolve") ? "resolve" : "reopen");
}

/** Unread means that somebody has to look again, so it is left, too. */
async function markUnread(): Promise<void> {
  const id = thread.id;
  if (id === null) return;
  await goToInbox();
  await act(id, "mark_unread");
}

function onlyStatus(statuses: string[]): void {
  search.clear();
  const same = statuses.length > 0 && list.filter.statuses.join() === statuses.join();
  void list.setFilter({ statuses: same ? [] : statuses });
}

function onlyMine(): void {
  search.clear();
  void list.setFilter({ assignees: list.filter.assignees.join() === "me" ? [] : ["me"] });
}

/** Opens the row, or starts replying where it is open already. */
function enter(): void {
  if (view.active !== null && view.active !== thread.wanted) void openConversation(view.active, search.hit);
  else if (thread.id !== null) void write(false);
}

function leave(): void {
  const field = document.activeElement;
  if (isTextField(field)) field.blur();
  else if (guest.over) guest.over = false;
  else if (search.active) search.clear();
  else if (thread.id !== null) void goToInbox();
}

/** Back to the list, which a person may have hidden. */
async function goToInbox(): Promise<void> {
  view.listShown = true;
  closeConversation();
  await tick();
  focusList();
}

async function showGuest(): Promise<void> {
  if (view.wide) guest.shown = true;
  else guest.over = true;
  await tick();
  document.querySelector<HTMLElement>("[data-testid=guest-panel]")?.focus();
}

function failed(): ThreadMessage[] {
  return thread.messages.filter((one) => one.mine && ((one.state === "failed" && one.failure?.retryable) || (one.state === "held" && one.outbox)));
}

function retryFailed(): void {
  const conversation = thread.id;
  if (conversation === null) return;
  for (const { id, state, outbox } of failed()) {
    void run(state === "held" && outbox ? rpc("outbox_release", { id: outbox }) : rpc("retry_message", { conversation, message: id }));
  }
}

function nextPresence(): void {
  const at = PRESENCES.indexOf(app.me?.presence ?? "offline");
  const presence = PRESENCES[(at + 1) % PRESENCES.length] ?? "online";
  void run(rpc("set_presence", { presence }).then(() => notice.say(t("presence-now", { presence: codeWords("presence", presence) }))));
}

/** Next or previous panel, in the order of DESIGN_UI 9. */
function walk(by: number): void {
  const panels = [...document.querySelectorAll<HTMLElement>(".rail, [data-panel]")];
  // A panel where nothing takes the focus (no conversation is open) is passed over.
  const stops = panels.flatMap((panel) => {
    const stop = panel.querySelector<HTMLElement>("[data-list], .msgs, button:not(:disabled), [tabindex='0']");
    return stop ? [{ panel, stop }] : panel.hasAttribute("tabindex") ? [{ panel, stop: panel }] : [];
  });
  const at = stops.findIndex(({ panel }) => panel.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length;
  stops[next]?.stop.focus();
}
