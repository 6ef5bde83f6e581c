// Messages, events and reasons in words. Pure.

import type { ThreadFailure } from "../generated/ThreadFailure";
import type { ThreadMessage } from "../generated/ThreadMessage";
import type { ThreadReaction } from "../generated/ThreadReaction";
import type { EventContent, Media, MessageContent, TemplateContent } from "../ipc/content";
import { mediaOf } from "../ipc/content";
import { fileSize, goesOut } from "../time/figures";
import { moment } from "../time/hotel";
import { kindWords } from "./rows";
import { codeWords, hasWords, isolate, rich, t } from "./words";

type Piece = { text: string; strong: boolean };

/** An event as a line (SPEC 31). `nameOf` looks up colleagues. */
export function eventWords(
  message: ThreadMessage,
  event: EventContent,
  nameOf: (id: string | undefined) => string | undefined,
  me: string | undefined,
  clock: { now: number; zone: string },
): Piece[] {
  const somebody = t("event-somebody");
  const actor = message.mine || (me !== undefined && message.staff?.id === me) ? t("you") : message.staff ? isolate(message.staff.name) : somebody;
  switch (event.event) {
    case "escalated": {
      const id = `event-escalated-${(event.reason ?? "other").replaceAll("_", "-")}`;
      return rich(hasWords(id) ? id : "event-escalated-other", { who: t("bot") });
    }
    case "assigned": {
      const to = event.to === me ? t("you") : isolate(nameOf(event.to) ?? somebody);
      return rich("event-assigned", { who: actor, to });
    }
    case "schedule_cancelled":
      return rich("event-schedule-cancelled", { who: actor, time: event.send_at === undefined ? "" : moment(event.send_at, clock.now, clock.zone) });
    case "mailed":
      return [{ text: t("event-mailed", { count: event.messages ?? 1 }), strong: false }];
    case "not_mailed": {
      const id = `event-not-mailed-${event.reason ?? "other"}`;
      return [{ text: t(hasWords(id) ? id : "event-not-mailed-other", { count: event.messages ?? 1 }), strong: false }];
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

/** A file's own name, or what it is. */
export function fileName(content: MessageContent): string {
  const media = mediaOf(content);
  if (media?.name) return media.name;
  return content.type === "audio" && content.voice ? t("content-voice") : kindWords(content.type);
}

/** What a photo is for somebody who does not see it: who sent it, and the caption where there is one. */
export function pictureAlt(message: ThreadMessage): string {
  const kind = kindWords(message.content.type);
  const from = message.author === "guest" ? t("picture-from-guest", { kind }) : t("picture-from-us", { kind });
  return message.text === "" ? from : `${from}: ${isolate(message.text)}`;
}

/** `Template check_in_reminder, pt_PT, utility` */
export function templateWords(content: TemplateContent): string {
  const parts = [t("content-template", { name: isolate(content.name) })];
  if (content.language) parts.push(content.language);
  if (content.category) parts.push(codeWords("template", content.category));
  return parts.join(", ");
}

/** `Sticker, shown in WhatsApp only`. Without a kind it is this version that cannot show it. */
export function unsupportedWords(kind: string, channel: string): string {
  if (kind === "") return t("content-unsupported");
  const id = `unsupported-${kind.toLowerCase().replaceAll("_", "-")}`;
  const place = codeWords("channel", channel);
  return hasWords(id) ? t("content-unsupported-on", { what: t(id), channel: place }) : t("content-unsupported-there", { channel: place });
}

/** Who answered with what, and whether it has got there. */
export function reactionWords(reaction: ThreadReaction): string {
  const { emoji } = reaction;
  if (reaction.author === "guest") return t("reaction-by-guest", { emoji });
  if (reaction.failure) return t("reaction-failed", { emoji, reason: codeWords("failure", reaction.failure) });
  return t(reaction.waiting ? "reaction-waiting" : "reaction-by-staff", { emoji });
}

/** `38.71110, -9.13660` */
export function coordinates(place: { latitude: number; longitude: number }): string {
  return t("location-at", { latitude: place.latitude.toFixed(5), longitude: place.longitude.toFixed(5) });
}

/** What a screen reader says for a message's body. */
export function bodyWords(message: ThreadMessage): string {
  if (message.revoked) return t("message-revoked");
  const { content } = message;
  const text = message.text;
  switch (content.type) {
    case "text":
    case "choice_reply":
      return text;
    case "buttons":
    case "list":
      return [text, ...content.choices.map((choice) => choice.title)].join(". ");
    case "location":
      return [t("content-location"), content.name, content.address].filter(Boolean).join(", ");
    case "contacts":
      return [t("content-contacts", { count: content.cards.length }), ...content.cards.map((card) => card.name)].join(", ");
    case "template":
      return `${templateWords(content)}: ${text}`;
    default: {
      const media = mediaOf(content);
      const name = fileName(content);
      const kind = content.type === "document" && media?.name ? `${kindWords("document")} ${isolate(name)}` : name;
      return text === "" ? kind : `${kind}: ${text}`;
    }
  }
}

/** What a quote or the composer says of a message: its words, or what it is. */
export function briefWords(message: ThreadMessage): string {
  if (message.revoked) return t("message-revoked");
  return message.text !== "" ? message.text : fileName(message.content);
}

/** Why a reply past its window cannot go, with the closing time where it is known: `The 24-hour window closed at 09:12.` */
export function windowFailure(closesAt: number | null, now: number, zone: string): string {
  return closesAt === null || closesAt > now ? t("failure-window-closed") : t("failure-window-closed-at", { time: moment(closesAt, now, zone) });
}

/** `Goes out today at 11:30` */
export function scheduledWords(sendAt: number, now: number, zone: string): string {
  const { day, time } = goesOut(sendAt, now, zone);
  if (day === "today" || day === "tomorrow") return t(`scheduled-${day}`, { time });
  return t("scheduled-on", { day, time });
}
