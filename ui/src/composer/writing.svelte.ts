// What is being written to a conversation in one mode. It outlives the composer on screen: going back and forth between
// conversations finds everything as it was, also what is still being saved, read or sent.

import { Attachments } from "./attachments.svelte";
import { Draft } from "./draft.svelte";

export class Writing {
  readonly draft: Draft;
  readonly files: Attachments;
  /** Why the last send failed, in words. */
  problem = $state<string | null>(null);

  constructor(conversation: string, note: boolean) {
    this.draft = new Draft(conversation, note);
    this.files = new Attachments(conversation, note);
    void this.draft.load();
    void this.files.load();
  }
}

const all = new Map<string, Writing>();

export function writing(conversation: string, note: boolean): Writing {
  const key = `${conversation}/${note}`;
  const known = all.get(key);
  if (known) return known;
  const made = new Writing(conversation, note);
  all.set(key, made);
  return made;
}

/** Keeps what is unsaved and forgets the rest: nothing of one person may be left for the next. */
export function forgetWriting(): void {
  for (const one of all.values()) void one.draft.flush();
  all.clear();
}
