// Writing again what has not left this computer yet.

import type { ThreadMessage } from "../generated/ThreadMessage";
import { rpc } from "../ipc/commands";
import { composer } from "../store/composer.svelte";
import { notice } from "../store/notice.svelte";
import { thread } from "../store/thread.svelte";
import { tick } from "svelte";
import type { Writing } from "./writing.svelte";

/** The newest message of mine in this mode that waits in the outbox, or is held there, and is only words. */
export function lastWaiting(messages: ThreadMessage[], note: boolean): ThreadMessage | null {
  const fits = (one: ThreadMessage): boolean =>
    one.mine && one.outbox !== null && (one.state === "waiting" || one.state === "held") && one.content.type === "text" && (one.author === "note") === note;
  return messages.filter(fits).at(-1) ?? null;
}

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
