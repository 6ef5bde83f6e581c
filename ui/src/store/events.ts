// What the desk tells without being asked, and what is asked again for it: only what is on screen.

import type { DeskEvent } from "../generated/DeskEvent";
import { app } from "./app.svelte";
import { beside } from "./beside.svelte";
import { coalesce } from "./coalesce";
import { guest } from "./guest.svelte";
import { house } from "./house.svelte";
import { list } from "./list.svelte";
import { openFromOutside } from "./opened";
import { search } from "./search.svelte";
import { settings } from "./settings.svelte";
import { thread } from "./thread.svelte";

type Changed = Extract<DeskEvent, { event: "changed" }>;

const both = (a: string[], b: string[]): string[] => [...new Set([...a, ...b])];

function merge(a: Changed, b: Changed): Changed {
  return {
    event: "changed",
    conversations: both(a.conversations, b.conversations),
    threads: both(a.threads, b.threads),
    contacts: both(a.contacts, b.contacts),
    house: a.house || b.house,
    outbox: a.outbox || b.outbox,
    all: a.all || b.all,
  };
}

async function askAgain(news: Changed): Promise<void> {
  const open = thread.id;
  const touched = open !== null && news.conversations.includes(open);
  const person = guest.panel !== undefined && news.contacts.includes(guest.panel.contact);
  const rows = news.all || news.conversations.length > 0 || news.contacts.length > 0;
  const jobs: Promise<unknown>[] = [];
  if (rows) jobs.push(search.active ? search.refresh() : list.refresh());
  if (open !== null && (news.all || news.threads.includes(open))) jobs.push(thread.refreshMessages());
  if (news.all || touched || person || news.house) jobs.push(thread.refreshHeader());
  if (news.all || touched || person) jobs.push(guest.refresh());
  if (news.all || news.house) jobs.push(house.loadStaff(), house.loadLabels(), list.loadChoices());
  if ((news.all || news.house) && house.deadLettersOpen) jobs.push(house.loadDeadLetters());
  if ((news.all || news.outbox) && house.outboxOpen) jobs.push(house.loadOutbox());
  // Behind the search the list is not on screen; its waiting figures still are.
  if (rows && search.active) jobs.push(list.refresh());
  await Promise.all(jobs);
}

const changed = coalesce(merge, askAgain);

export function onDeskEvent(event: DeskEvent): void {
  switch (event.event) {
    case "changed":
      return changed(event);
    case "sync":
      return app.setSync(event.status);
    case "state":
      return app.setState(event.state);
    case "open":
      return void openFromOutside(event.conversation, event.compose);
    case "typing":
      if (event.conversation === thread.id) thread.guestTypes(event.until - Date.now());
      return;
    case "viewing":
    case "writing":
      return beside.hear(event.event, event.conversation, event.staff, event.until);
    case "upload":
      return thread.uploaded(event.message, event.sent, event.size);
    case "flushed":
      return app.setFlushed(event.sent);
    case "settings":
      return settings.take(event.settings);
  }
}
