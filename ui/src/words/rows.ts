// A conversation's row in words. Pure.

import type { Row } from "../generated/Row";
import type { Colleague } from "../store/beside.svelte";
import type { RowPreview } from "../generated/RowPreview";
import { listTime, shortDate } from "../time/hotel";
import { waited } from "../time/figures";
import { codeWords, isolate, t } from "./words";

/** Who speaks in the preview; nothing for the guest. Stays outside the text, which has its own direction. */
export function previewWho(preview: RowPreview): string | null {
  if (preview.author === "bot") return t("who-bot");
  if (preview.mine) return t("who-you");
  if (preview.staff) return t("who-staff", { name: firstName(preview.staff) });
  return null;
}

/** What was said, or what it was: `Photo: the AC shows E4`. */
export function previewText(preview: Pick<RowPreview, "content" | "text">): string {
  const kind = preview.content;
  if (kind === "text" || kind === "choice_reply" || kind === "buttons" || kind === "list" || kind === "event") {
    return preview.text;
  }
  const words = kindWords(kind);
  return preview.text === "" ? words : `${words}: ${preview.text}`;
}

/** A word for a kind of content where nothing else is known of it. */
export function kindWords(kind: string): string {
  switch (kind) {
    case "contacts":
      return t("content-contacts", { count: 1 });
    case "order":
      return t("content-order", { count: 1 });
    case "template":
      return t("content-template", { name: "" }).trim();
    default:
      return codeWords("content", kind);
  }
}

/** `Khalid Al Mansouri, waiting 4 min, arriving 22 Nov, WhatsApp, 2 unread, last message: …` (DESIGN_UI 9). */
export function rowLabel(row: Row, at: { now: number; today: string; zone: string }, beside = ""): string {
  const parts = [isolate(guestName(row.name))];
  if (row.status === "AWAITING_AGENT" && row.waiting_since !== null) {
    parts.push(t("row-waiting", { time: waited(at.now - row.waiting_since) }));
  } else {
    parts.push(codeWords("status", row.status));
  }
  if (row.room) parts.push(t("row-in-house", { room: row.room }));
  else if (row.check_in && row.check_in > at.today) {
    parts.push(t("row-arriving", { date: shortDate(row.check_in, at.today) }));
  }
  parts.push(codeWords("channel", row.channel));
  if (row.assignee) parts.push(t("row-assigned", { name: isolate(row.assignee.name) }));
  if (beside !== "") parts.push(beside);
  if (row.unread > 0) parts.push(t("row-unread", { count: row.unread }));
  if (row.failed > 0) parts.push(t("row-failed"));
  if (row.queued > 0) parts.push(t("row-queued", { count: row.queued }));
  if (row.preview) parts.push(t("row-last", { text: isolate(previewText(row.preview)) }));
  parts.push(listTime(row.last_at, at.now, at.zone));
  return parts.join(", ");
}

/** Who else is there: `Bruno is replying.`, `Beatriz and 1 more have this open too.` */
export function besideWords(colleagues: Colleague[]): string {
  const first = colleagues[0];
  if (!first) return "";
  const name = isolate(first.name);
  return first.writing ? t("beside-writing", { name }) : t("beside-open", { name, more: colleagues.length - 1 });
}

/** A guest's name; a word where nobody knows it yet. */
export function guestName(name: string): string {
  return name === "" ? t("guest-unnamed") : name;
}

/** The first word of a name, where one is enough. */
export function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}
