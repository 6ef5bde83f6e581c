// From a key press to a command. Single characters work only while no text field has the focus; none needs AltGr (DESIGN_UI 5).

import { composing } from "../composer/ime";
import { dialogs } from "../store/dialogs.svelte";
import { isTextField } from "../store/focus.svelte";
import { menus } from "../store/menus.svelte";
import { doingOf } from "./actions";
import { chordOf, isCharacter } from "./chord";
import { keysOf } from "./current";
import { ENTRIES, type KeyEntry } from "./table";

/** How long the first key of a sequence waits for the second. */
const SEQUENCE = 1500;

/** Keys that these understand themselves: Enter presses a button, arrows scroll, move in a toolbar or drag an edge. */
const OWN = "button, a, summary, [role=tablist], [role=toolbar], [role=separator], .msgs, .gscroll";

let first: { key: string; at: number } | null = null;

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || composing(event)) return;
  const chord = chordOf(event);
  if (chord === null) return;
  const begun = first && event.timeStamp - first.at < SEQUENCE ? first.key : null;
  first = null;
  const target = event.target instanceof Element ? event.target : null;
  const here = ENTRIES.filter((entry) => counts(entry, chord, target));
  const has = (keys: string): KeyEntry | undefined => here.find((entry) => keysOf(entry.id).includes(keys));
  const entry = (begun !== null ? has(`${begun} ${chord}`) : undefined) ?? has(chord);
  if (!entry) {
    if (here.some((one) => keysOf(one.id).some((key) => key.startsWith(`${chord} `)))) first = { key: chord, at: event.timeStamp };
    return;
  }
  const doing = doingOf(entry.id);
  if (!doing) return;
  // A key of ours is ours even where it can do nothing now: the webview must not reload, print or zoom instead.
  event.preventDefault();
  if (doing.can()) doing.run();
}

function counts(entry: KeyEntry, chord: string, target: Element | null): boolean {
  if (entry.where === "composer") return false;
  // A dialog that was asked for takes the keys before it is drawn: letters typed into the palette must not claim or resolve.
  const covered = dialogs.open !== null || menus.labels || target?.closest("dialog, [role=menu], [role=dialog]");
  if (entry.where !== "always" && covered) return false;
  if (isTextField(target) && (entry.where === "page" || isCharacter(chord))) return false;
  const own = chord === "Enter" || chord === "Down" || chord === "Up";
  return !(own && target?.closest(OWN));
}
