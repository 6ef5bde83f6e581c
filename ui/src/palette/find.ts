// What the palette offers for what was typed. Pure but for what can be done now.

import { doingOf } from "../keys/actions";
import { ENTRIES, type Group, type KeyId } from "../keys/table";
import type { Canned } from "../generated/Canned";
import type { MessageHit } from "../generated/MessageHit";
import type { Row } from "../generated/Row";
import type { SearchResult } from "../generated/SearchResult";
import { codeWords, t } from "../words/words";

export type Offer =
  | { kind: "command"; key: string; id: KeyId; words: string; marks: [number, number][] }
  | { kind: "canned"; key: string; canned: Canned; words: string; marks: [number, number][] }
  | { kind: "guest"; key: string; row: Row; marks: [number, number][] }
  | { kind: "message"; key: string; hit: MessageHit };

export type OfferGroup = { id: "conversation" | "guests" | "messages" | "window"; offers: Offer[] };

/** Most of a group; the palette is for picking, the list's search for reading through. */
const MOST = { conversation: 6, guests: 5, messages: 5, window: 8 };
/** Of each group before anything is typed. */
const MOST_AT_FIRST = 4;

/** What would close or move within the palette itself is no command of it. */
const NOT_HERE: readonly KeyId[] = ["palette", "next", "previous", "next_anywhere", "previous_anywhere", "enter", "leave", "next_panel", "previous_panel", "quote"];
const OF_CONVERSATION: readonly Group[] = ["conversation", "write"];

/** `>` asks for commands only, `@` for guests only. */
export function readQuery(typed: string): { text: string; only: "commands" | "guests" | null } {
  const only = typed.startsWith(">") ? "commands" : typed.startsWith("@") ? "guests" : null;
  return { text: (only ? typed.slice(1) : typed).trim(), only };
}

/** What the desk found for a query. */
export type Found = { search: SearchResult | undefined; canned: Canned[] };

export function offersFor(typed: string, found: Found, recent: Row[]): OfferGroup[] {
  const { text, only } = readQuery(typed);
  const commands = only === "guests" ? [] : commandsFor(text);
  const guests = only === "commands" ? [] : text === "" ? recent : (found.search?.conversations ?? []);
  const messages = only !== null || text === "" ? [] : (found.search?.messages ?? []);
  const groups: OfferGroup[] = [
    { id: "conversation", offers: [...cannedFor(text, only === null ? found.canned : []), ...commands.filter((one) => isOfConversation(one.id))] },
    { id: "guests", offers: guests.map((row): Offer => ({ kind: "guest", key: `guest-${row.id}`, row, marks: marksIn(row.name, text) })) },
    {
      id: "messages",
      offers: [...messages].sort((a, b) => b.at - a.at).map((hit): Offer => ({ kind: "message", key: `message-${hit.message}`, hit })),
    },
    { id: "window", offers: commands.filter((one) => !isOfConversation(one.id)) },
  ];
  return groups.map((group) => ({ ...group, offers: group.offers.slice(0, only ? 50 : text === "" ? MOST_AT_FIRST : MOST[group.id]) })).filter((group) => group.offers.length > 0);
}

function isOfConversation(id: KeyId): boolean {
  const entry = ENTRIES.find((one) => one.id === id);
  return entry !== undefined && OF_CONVERSATION.includes(entry.group);
}

/** The three best, so that commands keep their place below. */
function cannedFor(text: string, canned: Canned[]): Offer[] {
  return canned.slice(0, 3).map((one): Offer => {
    const words = t("palette-insert", { shortcut: one.shortcut, title: one.title });
    return { kind: "canned", key: `canned-${one.id}`, canned: one, words, marks: marksIn(words, text) };
  });
}

type CommandOffer = Extract<Offer, { kind: "command" }>;

/** Commands that can be done now and whose words hold every word that was typed. */
function commandsFor(text: string): CommandOffer[] {
  return ENTRIES.filter((entry) => !NOT_HERE.includes(entry.id) && doingOf(entry.id)?.can()).flatMap((entry) => {
    const words = codeWords("command", entry.id);
    const marks = marksIn(words, text);
    const wanted = text === "" ? 0 : text.split(/\s+/).length;
    const offer: CommandOffer = { kind: "command", key: `command-${entry.id}`, id: entry.id, words, marks };
    return marks.length >= wanted ? [offer] : [];
  });
}

/** Where each typed word stands in `words`, without regard to case. */
export function marksIn(words: string, text: string): [number, number][] {
  const low = words.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((one) => one !== "")
    .flatMap((one): [number, number][] => {
      const at = low.indexOf(one);
      return at < 0 ? [] : [[at, at + one.length]];
    });
}

