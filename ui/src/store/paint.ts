// Says when a conversation's news was painted. The end-to-end tests read `window.__bellhopPaint` and the performance marks
// `bellhop:row-painted:<conversation>`; only ids and times stand there.

import type { Row } from "../generated/Row";
import { rpc } from "../ipc/commands";
import { afterPaint } from "./frame";

/** Epoch milliseconds (this computer's clock) of the frame that first showed it. */
export type Painted = {
  row?: { last_at: number; at: number };
  message?: { id: string; at: number };
};

const first = new Set<string>();

/** Tells the desk once that `what` has its first frame, so that the window may be shown. */
export async function announcePaint(what: string): Promise<void> {
  if (first.has(what)) return;
  first.add(what);
  await afterPaint();
  await rpc("painted", { what }).catch(() => undefined);
}

/** Call after rows were handed to the screen. */
export async function rowsPainted(rows: Row[]): Promise<void> {
  const book = (window.__bellhopPaint ??= {});
  const news = rows.filter((row) => book[row.id]?.row?.last_at !== row.last_at);
  if (news.length === 0) return;
  await afterPaint();
  const at = Date.now();
  for (const row of news) {
    const entry = (book[row.id] ??= {});
    entry.row = { last_at: row.last_at, at };
    mark(`bellhop:row-painted:${row.id}`);
  }
}

/** Call after a thread's messages were handed to the screen. */
export async function messagePainted(conversation: string, message: string | undefined): Promise<void> {
  const book = (window.__bellhopPaint ??= {});
  if (!message || book[conversation]?.message?.id === message) return;
  await afterPaint();
  const entry = (book[conversation] ??= {});
  entry.message = { id: message, at: Date.now() };
  mark(`bellhop:message-painted:${conversation}`);
}

function mark(name: string): void {
  performance.clearMarks(name);
  performance.mark(name);
}
