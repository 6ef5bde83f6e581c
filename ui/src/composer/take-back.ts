// Taking back what has not left yet, into the text it was written in. Loaded when somebody does so.

import { tick } from "svelte";
import type { ThreadMessage } from "../generated/ThreadMessage";
import { rpc } from "../ipc/commands";
import { composer } from "../store/composer.svelte";
import { notice } from "../store/notice.svelte";
import { thread } from "../store/thread.svelte";
import type { Writing } from "./writing.svelte";

/**
 * Takes a message out of the outbox, or calls off one that the relay keeps for later, and its words into the text. They are kept
 * as a draft before the other place forgets them, so that nothing is lost in between; if it has left meanwhile, the text is as
 * it was.
 */
export async function takeBack(conversation: string, message: ThreadMessage, { draft }: Writing): Promise<void> {
  const { outbox } = message;
  if (outbox === null && message.state !== "scheduled") return;
  const before = draft.text;
  draft.write(before.trim() === "" ? message.text : `${message.text}\n${before}`);
  await draft.flush();
  try {
    if (outbox !== null) await rpc("outbox_discard", { id: outbox });
    else await rpc("cancel_scheduled", { conversation, message: message.id });
  } catch (thrown) {
    draft.write(before);
    notice.fail(thrown);
    return;
  }
  if (thread.id !== conversation) return;
  composer.note = message.author === "note";
  const answered = message.reply_to?.message;
  if (answered) composer.quote = thread.messages.find((one) => one.id === answered) ?? null;
  void thread.refreshMessages();
  await tick();
  composer.field?.focus();
  composer.field?.setSelectionRange(draft.text.length, draft.text.length);
}
