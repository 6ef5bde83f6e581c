// Emoji with names for searching. The lists are made from Unicode CLDR 48's annotations and emojibase's groups (emoji/LICENSES.txt):
// emoji up to version 12, which every supported system draws; without skin tones, flags and gendered variants. Each is a chunk of
// its own.

import { typedPart } from "./token";

export const CATEGORIES = ["smileys", "people", "nature", "food", "travel", "activities", "objects", "symbols"] as const;
export type Category = (typeof CATEGORIES)[number];

/** An emoji, its name, and more words to find it by. */
export type Emoji = { char: string; name: string; words: string };
export type EmojiList = Record<Category, Emoji[]>;

type Raw = Record<Category, string[]>;

export async function loadEmoji(language: string): Promise<EmojiList> {
  const raw: { default: Raw } = language.startsWith("ar") ? await import("./emoji/ar.json") : await import("./emoji/en.json");
  const list = CATEGORIES.map((category) => [category, raw.default[category].map(read)] as const);
  return Object.fromEntries(list) as EmojiList;
}

function read(line: string): Emoji {
  const [char = "", name = "", words = ""] = line.split(",");
  return { char, name, words };
}

/** Those with a word that begins with every word of `query`; names before other words. */
export function findEmoji(list: EmojiList, query: string): Emoji[] {
  const wanted = query.trim().split(/\s+/u);
  const fits = (text: string): boolean => wanted.every((word) => typedPart(text, word)[1] !== "");
  const all = CATEGORIES.flatMap((category) => list[category]);
  const named = all.filter((emoji) => fits(emoji.name));
  const known = new Set(named);
  return [...named, ...all.filter((emoji) => !known.has(emoji) && fits(`${emoji.name} ${emoji.words}`))];
}

const RECENT = "bellhop-emoji";
const MOST_RECENT = 18;

/** The last ones used on this computer, newest first. */
export function recentEmoji(): string[] {
  const kept = localStorage.getItem(RECENT) ?? "";
  return kept.split(" ").filter((one) => one !== "");
}

export function rememberEmoji(char: string): void {
  const kept = [char, ...recentEmoji().filter((one) => one !== char)];
  localStorage.setItem(RECENT, kept.slice(0, MOST_RECENT).join(" "));
}
