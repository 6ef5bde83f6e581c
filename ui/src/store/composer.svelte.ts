import type { ThreadMessage } from "../generated/ThreadMessage";
import { thread } from "./thread.svelte";

export type ComposerTool = "attach" | "emoji" | "canned" | "mention" | "schedule";

/** What the thread, the palette and keys outside the composer need of it. */
class ComposerState {
  /** Writing an internal note. */
  note = $state(false);
  /** The text field, while there is one. */
  field = $state.raw<HTMLTextAreaElement>();
  /** The template picker is open: by its button, Ctrl Shift T, or *Send as template* under a failed message. */
  templates = $state(false);
  /** A message of mine that did not leave yet and is written again; the composer takes its words and clears this. */
  rewrite = $state.raw<ThreadMessage | null>(null);
  /** Opens or closes a tool of the composer; absent while nothing can be written. */
  tool = $state.raw<(tool: ComposerTool) => void>();
  /** Puts words at the caret; absent while nothing can be written. */
  insert = $state.raw<(text: string) => void>();
  /** One for each conversation, so that looking at another one loses nothing. */
  #quotes = $state.raw<Readonly<Record<string, ThreadMessage | null>>>({});

  /** What the next reply in the open conversation quotes. */
  get quote(): ThreadMessage | null {
    return (thread.id !== null && this.#quotes[thread.id]) || null;
  }

  set quote(message: ThreadMessage | null) {
    if (thread.id !== null) this.#quotes = { ...this.#quotes, [thread.id]: message };
  }

  /** Nothing of one person may be left for the next. */
  reset(): void {
    this.#quotes = {};
    this.rewrite = null;
    this.templates = false;
    this.note = false;
  }
}

export const composer = new ComposerState();
