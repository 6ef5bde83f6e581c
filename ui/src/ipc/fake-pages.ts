// Pages as the desk without a desk answers them. A place is the id of the message that stands there.

import type { MessagePage } from "../generated/MessagePage";
import type { Row } from "../generated/Row";
import type { SearchResult } from "../generated/SearchResult";
import type { ThreadMessage } from "../generated/ThreadMessage";
import type { Commands } from "../generated/commands";

/** Hits of a kind on a page. */
const MOST = 50;

/** The page of a thread that is asked for. */
export function pageOf(all: ThreadMessage[], { before, after, until, around, limit }: Commands["messages"]["args"]): MessagePage {
  const at = (id: string): number => all.findIndex((one) => one.id === id);
  const page = (from: number, to: number): MessagePage => {
    const [start, end] = [Math.max(0, from), Math.min(all.length, to)];
    return {
      messages: all.slice(start, end),
      before: start > 0 && after === undefined ? (all[start]?.id ?? null) : null,
      after: end < all.length ? (all[end - 1]?.id ?? null) : null,
      fetching: false,
      out_of_reach: false,
    };
  };
  if (before !== undefined) return page(at(before) - limit, at(before));
  if (after !== undefined) return page(at(after) + 1, at(after) + 1 + limit);
  if (until !== undefined) return page(at(until) + 1 - limit, at(until) + 1);
  if (around === undefined) return page(all.length - limit, all.length);
  const middle = at(around);
  const nothing: MessagePage = { messages: [], before: null, after: null, fetching: false, out_of_reach: false };
  return middle < 0 ? nothing : page(middle - limit / 2, middle + limit / 2 + 1);
}

/** What is found by a name or in a text, as it is written. */
export function searchIn(rows: Row[], messages: (conversation: string) => ThreadMessage[], { text, before }: Commands["search"]["args"]): SearchResult {
  const wanted = text.toLowerCase();
  const hits = rows.flatMap((row) =>
    messages(row.id).flatMap(({ id, author, text: excerpt, at }) => {
      const from = excerpt.toLowerCase().indexOf(wanted);
      return from < 0 ? [] : [{ row, message: id, author, excerpt, marks: [[from, from + wanted.length] as [number, number]], at }];
    }),
  );
  hits.sort((a, b) => b.at - a.at);
  const start = before ? hits.findIndex((hit) => hit.message === before.before) + 1 : 0;
  const page = hits.slice(start, start + MOST);
  const named = before ? [] : rows.filter((row) => row.name.toLowerCase().includes(wanted));
  const last = start + MOST < hits.length ? page.at(-1) : undefined;
  return {
    conversations: named.slice(0, MOST),
    more_conversations: named.length > MOST,
    messages: page,
    before: last ? { before: last.message, texts: [text] } : null,
    complete_back_to: null,
    instead: null,
  };
}
