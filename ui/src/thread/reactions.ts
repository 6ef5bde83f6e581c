// The house's one reaction on a message.

import type { ThreadMessage } from "../generated/ThreadMessage";

/** What a front desk answers with. Every channel that takes reactions takes these. */
export const REACTIONS = [
  { emoji: "👍", name: "thumbs-up" },
  { emoji: "❤️", name: "heart" },
  { emoji: "😂", name: "laughing" },
  { emoji: "😮", name: "surprised" },
  { emoji: "🙏", name: "thanks" },
  { emoji: "🎉", name: "celebrating" },
] as const;

/** Ours on this message, if there is one. */
export function ourReaction(message: ThreadMessage): string | null {
  return message.reactions.find((one) => one.author !== "guest")?.emoji ?? null;
}
