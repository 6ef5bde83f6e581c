// A conversation opened from outside the window: by a notification or a link.

import { tick } from "svelte";
import { composer } from "./composer.svelte";
import { openConversation } from "./work";

/** Opens it with the focus on its last message, or with the caret in the reply where *Reply* was pressed (DESIGN_UI 8). */
export async function openFromOutside(conversation: string, compose: boolean): Promise<void> {
  await openConversation(conversation);
  if (compose) composer.note = false;
  await tick();
  if (compose) composer.field?.focus();
  else [...document.querySelectorAll<HTMLElement>("[data-testid=message]")].at(-1)?.focus({ preventScroll: true });
}
