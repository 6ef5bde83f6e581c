import type { ThreadMessage } from "../generated/ThreadMessage";

/** What the thread and keys outside the composer need of it. */
class ComposerState {
  /** Writing an internal note. */
  note = $state(false);
  /** The text field, while there is one. */
  field = $state.raw<HTMLTextAreaElement>();
  /** What the next reply quotes. */
  quote = $state.raw<ThreadMessage | null>(null);
  /** The template picker is open: by its button, Ctrl Shift T, or *Send as template* under a failed message. */
  templates = $state(false);
  /** A message of mine that did not leave yet and is written again; the composer takes its words and clears this. */
  rewrite = $state.raw<ThreadMessage | null>(null);
}

export const composer = new ComposerState();
