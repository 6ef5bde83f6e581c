// The keyboard of the window. Single letters work only while no text field has the focus; none needs AltGr (DESIGN_UI 5).

import { tick } from "svelte";
import { composing } from "./composer/ime";
import { composer } from "./store/composer.svelte";
import { isTextField } from "./store/focus.svelte";
import { guest } from "./store/guest.svelte";
import { list } from "./store/list.svelte";
import { menus } from "./store/menus.svelte";
import { search } from "./store/search.svelte";
import { thread } from "./store/thread.svelte";
import { view } from "./store/view.svelte";
import { closeConversation, doAction, move, openConversation } from "./store/work";
import { actionOf } from "./thread/banner";
import { quoteFocused } from "./thread/quote";

type Action = () => void;

const LETTERS: Record<string, Action> = {
  j: () => move(1),
  k: () => move(-1),
  arrowdown: () => move(1),
  arrowup: () => move(-1),
  "/": focusSearch,
  r: () => void write(false),
  n: () => void write(true),
  c: () => void doAction("claim"),
  t: () => void doAction("take_over"),
  a: assign,
  e: resolveOrReopen,
  b: () => void doAction("hand_back"),
  w: () => toggleStatus("AWAITING_AGENT"),
  m: toggleMine,
  q: quoteFocused,
  enter,
  escape: leave,
};

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || composing(event)) return;
  const key = event.key.toLowerCase();
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("dialog, [role=menu]")) return;
  const action = withModifier(event, key) ?? plain(event, key, target);
  if (!action) return;
  event.preventDefault();
  action();
}

function withModifier(event: KeyboardEvent, key: string): Action | undefined {
  if (key === "f6") return () => walk(event.shiftKey ? -1 : 1);
  const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (control && key === "i" && thread.id !== null) return () => guest.toggle(view.wide);
  if (control && key === "f") return focusSearch;
  const alt = event.altKey && !event.ctrlKey && !event.metaKey;
  if (alt && key === "arrowdown") return () => move(1);
  return alt && key === "arrowup" ? () => move(-1) : undefined;
}

function plain(event: KeyboardEvent, key: string, target: Element | null): Action | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || isTextField(target)) return undefined;
  // Keys that a focused control or the log itself understands stay theirs.
  const own = key === "enter" || key.startsWith("arrow");
  if (own && target?.closest("button, a, [role=tablist], [role=toolbar], .msgs, .gscroll")) return undefined;
  return LETTERS[key];
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>("[data-testid=search]")?.focus();
}

/** Puts the caret into the composer, because somebody asked for it. */
async function write(note: boolean): Promise<void> {
  if (thread.id === null) return;
  composer.note = note;
  await tick();
  composer.field?.focus();
}

function assign(): void {
  const header = thread.header;
  if (header && actionOf(header, "assign").enabled) menus.assign = true;
}

function resolveOrReopen(): void {
  const header = thread.header;
  if (header) void doAction(actionOf(header, "resolve").enabled ? "resolve" : "reopen");
}

function toggleStatus(status: string): void {
  search.clear();
  void list.setFilter({ statuses: list.filter.statuses.join() === status ? [] : [status] });
}

function toggleMine(): void {
  search.clear();
  void list.setFilter({ assignees: list.filter.assignees.join() === "me" ? [] : ["me"] });
}

/** Opens the row, or starts replying where it is open already. */
function enter(): void {
  if (view.active !== null && view.active !== thread.id) void openConversation(view.active);
  else if (thread.id !== null) void write(false);
}

function leave(): void {
  if (guest.over) guest.over = false;
  else if (search.active) search.clear();
  else if (thread.id !== null) {
    closeConversation();
    document.querySelector<HTMLElement>("[data-list]")?.focus();
  }
}

/** Next or previous panel, in the order of DESIGN_UI 9. */
function walk(by: number): void {
  const panels = [...document.querySelectorAll<HTMLElement>(".rail, [data-panel]")];
  const at = panels.findIndex((panel) => panel.contains(document.activeElement));
  const panel = panels[(at + by + panels.length) % panels.length];
  const first = panel?.querySelector<HTMLElement>("[data-list], .msgs, button:not(:disabled), [tabindex='0']");
  (first ?? panel)?.focus();
}
