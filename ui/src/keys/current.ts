// The table with this computer's changes: single characters can be given another key, or none, or be switched off all together.

import { settings } from "../store/settings.svelte";
import { isCharacter } from "./chord";
import { ENTRIES, type KeyEntry, type KeyId, entryOf } from "./table";

/** The character of an entry that Settings may change; nothing if all its keys are of other kinds. */
export function characterOf(entry: KeyEntry): string | undefined {
  return entry.where === "composer" ? undefined : entry.keys.find((key) => key.length === 1);
}

/** The keys of a command as they are now, best first; none if it was switched off. */
export function keysOf(id: KeyId): readonly string[] {
  const entry = entryOf(id);
  if (entry.where === "composer") return id === "send" || id === "send_resolve" ? sendKeys(id) : entry.keys;
  const { letters_on, key_map } = settings.now;
  const character = characterOf(entry);
  const changed = key_map[id];
  return entry.keys
    .map((key) => (key === character && changed !== undefined ? changed : key))
    .filter((key) => key !== "" && (letters_on || !isCharacter(key)));
}

/** Enter sends, or Ctrl Enter does (a setting); the other way round nothing sends and resolves. */
function sendKeys(id: "send" | "send_resolve"): readonly string[] {
  if (settings.now.enter_sends === "enter") return entryOf(id).keys;
  return id === "send" ? ["Ctrl+Enter"] : [];
}

/** The key that stands on a button; nothing if there is none now. */
export function keyOf(id: KeyId): string | undefined {
  return keysOf(id)[0];
}

/** Who has `chord` already, among what is not only the composer's. */
export function holderOf(chord: string): KeyId | undefined {
  return ENTRIES.find((entry) => entry.where !== "composer" && keysOf(entry.id).includes(chord))?.id;
}
