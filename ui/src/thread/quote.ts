// Quoting: the composer takes the message, and the caret with it, because somebody asked for both.

import { tick } from "svelte";
import type { ThreadMessage } from "../generated/ThreadMessage";
import { composer } from "../store/composer.svelte";
import { thread } from "../store/thread.svelte";

export async function quote(message: ThreadMessage): Promise<void> {
  if (!message.may_quote) return;
  composer.note = false;
  composer.quote = message;
  await tick();
  composer.field?.focus();
}

/** Quotes the message that has the focus (Q). */
export function quoteFocused(): void {
  const id = document.activeElement?.closest<HTMLElement>("[role=article]")?.dataset["id"];
  const message = thread.messages.find((one) => one.id === id);
  if (message) void quote(message);
}
