// What a person does: open, move, act. Every failure becomes a line of words.

import { tick } from "svelte";
import type { ActName } from "../generated/ActName";
import { rpc } from "../ipc/commands";
import { composer } from "./composer.svelte";
import { guest } from "./guest.svelte";
import { list } from "./list.svelte";
import { menus } from "./menus.svelte";
import { notice } from "./notice.svelte";
import { search } from "./search.svelte";
import { thread } from "./thread.svelte";
import { undo } from "./undo.svelte";
import { view } from "./view.svelte";

/** A conversation counts as read when it stayed open this long, so that moving past it with J and K changes nothing. */
const READ_AFTER = 400;

let readTimer: ReturnType<typeof setTimeout> | undefined;

/** Opens a conversation, at a message if one is named; `quiet` leaves the focus where it is. */
export async function openConversation(id: string, message: string | null = null, quiet = false): Promise<void> {
  view.active = id;
  search.hit = message;
  guest.over = menus.labels = false;
  tellOnScreen(id);
  void guest.load(id);
  // From one hit to the next in the same conversation nothing is opened anew.
  if (message === null || thread.wanted !== id || thread.header?.id !== id) await thread.open(id, message);
  if (message !== null && thread.id === id) await thread.reveal(message, quiet);
}

/** Opens a conversation with the caret in the reply, because somebody asked to answer. */
export async function answer(id: string): Promise<void> {
  await openConversation(id);
  composer.note = false;
  await tick();
  composer.field?.focus();
}

export function closeConversation(): void {
  thread.close();
  guest.over = menus.labels = false;
  void guest.load(null);
  tellOnScreen(null);
}

/** Tells the desk what the person looks at; it announces nothing that is on screen. */
export function tellOnScreen(conversation: string | null): void {
  void rpc("on_screen", { conversation, focused: document.hasFocus() }).catch(() => undefined);
}

/** Marks the open conversation read, shortly, if it still is open and looked at. */
export function readSoon(): void {
  clearTimeout(readTimer);
  const header = thread.header;
  if (!header?.may_reply || header.unread === 0) return;
  const { id } = header;
  readTimer = setTimeout(() => {
    if (thread.id === id && document.hasFocus()) void act(id, "mark_read");
  }, READ_AFTER);
}

export async function act(conversation: string, action: ActName, staff: string | null = null): Promise<boolean> {
  try {
    await rpc("act", { conversation, action, staff });
    if (thread.id === conversation) void thread.refreshHeader();
    return true;
  } catch (thrown) {
    notice.fail(thrown);
    return false;
  }
}

/** Does a header action on the open conversation, if it can be done now. Resolving moves on to the next row. */
export async function doAction(action: ActName, staff: string | null = null): Promise<void> {
  const header = thread.header;
  if (header?.id !== thread.wanted || !header.actions.some((one) => one.action === action && one.enabled)) return;
  const next = action === "resolve" ? after(header.id) : undefined;
  const done = await act(header.id, action, staff);
  if (done) undo.offer(action, header);
  // Resolving moves the focus to the next row, unless somebody is typing (DESIGN_UI 9).
  if (!done || next === undefined || document.activeElement?.matches("textarea, input")) return;
  view.active = next;
  focusList();
}

export function focusList(): void {
  document.querySelector<HTMLElement>("[data-list]")?.focus();
}

/** The row below `id`, or above where it is the last. */
function after(id: string): string | undefined {
  const ids = [...new Set(order().map((place) => place.id))];
  const at = ids.indexOf(id);
  return at < 0 ? undefined : (ids[at + 1] ?? ids[at - 1]);
}

/** A row: a conversation, or a message of it that a search found. */
type Place = { id: string; hit: string | null };

/** The rows in the order on screen. */
function order(): Place[] {
  if (!search.active) return [...list.rows].sort(([a], [b]) => a - b).map(([, row]) => ({ id: row.id, hit: null }));
  const { conversations = [], messages = [] } = search.result ?? {};
  return [...conversations.map((row) => ({ id: row.id, hit: null })), ...messages.map((hit) => ({ id: hit.row.id, hit: hit.message }))];
}

/** Moves `by` rows; opens the row where list and thread stand side by side. */
export function move(by: number): void {
  const all = order();
  const at = all.findIndex((place) => place.id === view.active && place.hit === search.hit);
  const to = at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by));
  const next = all[to];
  if (!next || to === at) return;
  view.active = next.id;
  search.hit = next.hit;
  if (!view.narrow) void openConversation(next.id, next.hit, true);
}

export async function run(job: Promise<unknown>): Promise<void> {
  await job.catch((thrown: unknown) => notice.fail(thrown));
}
