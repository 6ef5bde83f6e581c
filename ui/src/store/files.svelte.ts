// Files of messages: nothing a guest sent is opened without a question.

import type { ThreadMessage } from "../generated/ThreadMessage";
import { rpc } from "../ipc/commands";
import { isolate, t } from "../words/words";
import { notice } from "./notice.svelte";

class Files {
  /** Whose file a person is asked about. */
  asking = $state.raw<ThreadMessage | null>(null);
  /** Whose photo or film is shown large. */
  shown = $state<string | null>(null);

  ask(message: ThreadMessage): void {
    this.asking = message;
  }

  show(message: string | null): void {
    this.shown = message;
  }

  /** Keeps a copy in the downloads folder. */
  async save(message: string): Promise<void> {
    try {
      const { name } = await rpc("save_file", { message });
      notice.say(t("file-saved", { name: isolate(name) }));
    } catch (thrown) {
      notice.fail(thrown);
    }
  }
}

export const files = new Files();
