// After a conversation was begun: it opens with what can be said in it.

import { tick } from "svelte";
import type { Started } from "../generated/Started";
import { composer } from "./composer.svelte";
import { dialogs } from "./dialogs.svelte";
import { thread } from "./thread.svelte";
import { answer, openConversation } from "./work";

/** A new one begins with a template; one that was open already is answered as it is. */
export async function begin({ conversation, fresh }: Started): Promise<void> {
  if (!fresh) return answer(conversation);
  await openConversation(conversation);
  await tick();
  if (thread.id === conversation && dialogs.open === null) composer.templates = true;
}
