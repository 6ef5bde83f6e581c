// Messages, events and reasons in words. Pure.

import type { ThreadFailure } from "../generated/ThreadFailure";
import type { ThreadMessage } from "../generated/ThreadMessage";
import type { EventContent, Media } from "../ipc/content";
import { fileSize } from "../time/figures";
import { kindWords } from "./rows";
import { codeWords, hasWords, isolate, rich, t } from "./words";

type Piece = { text: string; strong: boolean };

/** An event as a line (SPEC 31). `nameOf` looks up colleagues. */
export function eventWords(
  message: ThreadMessage,
  event: EventContent,
  nameOf: (id: string | undefined) => string | undefined,
  me: string | undefined,
): Piece[] {
  const somebody = t("event-somebody");
  const actor = message.mine ? t("you") : message.staff ? isolate(message.staff.name) : somebody;
  switch (event.event) {
    case "escalated": {
      const id = `event-escalated-${(event.reason ?? "other").replaceAll("_", "-")}`;
      return rich(hasWords(id) ? id : "event-escalated-other", { who: t("bot") });
    }
    case "assigned": {
      const to = event.to === me ? t("you") : isolate(nameOf(event.to) ?? somebody);
      return rich("event-assigned", { who: actor, to });
    }
    case "claimed":
    case "taken_over":
    case "resolved":
    case "reopened":
    case "handed_back":
      return rich(`event-${event.event.replaceAll("_", "-")}`, { who: actor });
    case "returned_to_bot":
    case "expired":
    case "number_changed":
    case "identity_changed":
      return [{ text: t(`event-${event.event.replaceAll("_", "-")}`), strong: false }];
    default:
      return [{ text: t("event-other"), strong: false }];
  }
}

/** Why a message failed or is held: the provider's reasons and the relay's share one field. */
export function failureWords(failure: ThreadFailure, held: boolean): string {
  const code = failure.code.replace(/^(failure|refusal)[-_]/, "");
  const kinds = held ? ["refusal", "failure"] : ["failure", "refusal"];
  const kind = kinds.find((one) => hasWords(`${one}-${code.toLowerCase().replaceAll("_", "-")}`)) ?? kinds[0] ?? "failure";
  return codeWords(kind, code);
}

/** `2.4 MB, PDF` or why the file is not here. */
export function mediaWords(media: Media): string {
  const parts: string[] = [];
  if (media.size !== undefined) parts.push(fileSize(media.size));
  const type = mediaType(media.mime);
  if (type) parts.push(type);
  if (media.problem) parts.push(codeWords("media", media.problem));
  else if (media.id === undefined) parts.push(t("media-fetching"));
  return parts.join(", ");
}

/** `PDF` for `application/pdf; charset=…`; nothing for a type nobody would know by name. */
export function mediaType(mime: string): string | null {
  const sub = mime.split(";")[0]?.split("/")[1]?.trim().toLowerCase() ?? "";
  return /^[a-z0-9]{2,5}$/.test(sub) ? sub.toUpperCase() : null;
}

/** What a screen reader says for a message's body. */
export function bodyWords(message: ThreadMessage): string {
  if (message.revoked) return t("message-revoked");
  const { content } = message;
  if (message.text !== "" && (content.type === "text" || content.type === "choice_reply")) return message.text;
  const kind = content.type === "audio" && content.voice ? t("content-voice") : kindWords(content.type);
  return message.text === "" ? kind : `${kind}: ${message.text}`;
}
