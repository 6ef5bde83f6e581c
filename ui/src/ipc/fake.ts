// A desk without a desk: answers every command from memory. Development and tests only; never in the bundle.

import type { AppState } from "../generated/AppState";
import type { AttachmentDraft } from "../generated/AttachmentDraft";
import type { DeskEvent } from "../generated/DeskEvent";
import type { GuestClock } from "../generated/GuestClock";
import type { GuestPanel } from "../generated/GuestPanel";
import type { ListFilter } from "../generated/ListFilter";
import type { OutboxEntry } from "../generated/OutboxEntry";
import type { Row } from "../generated/Row";
import type { Settings } from "../generated/Settings";
import type { ThreadMessage } from "../generated/ThreadMessage";
import type { WriteTo } from "../generated/WriteTo";
import type { Commands } from "../generated/commands";
import type { CommandName } from "./commands";
import { CANNED, KHALID, KINDS, LABELS, LIVE, MARIANA, ME, NOW, ROWS, STAFF, STAYS, TEMPLATES, headerOf, message, row } from "./fake-data";
import { pageOf, searchIn } from "./fake-pages";
import { INSTALLED } from "../store/settings.svelte";
import { RpcError, type Transport } from "./transport";

type Handlers = { [C in CommandName]: (args: Commands[C]["args"]) => Commands[C]["result"] };

/** The demo hotel's own files, for development. */
const FILES: Record<string, string> = {
  panel: new URL("../../../relay/src/demo/media/ac-panel.jpg", import.meta.url).href,
  view: new URL("../../../relay/src/demo/media/view.jpg", import.meta.url).href,
  boat: new URL("../../../relay/src/demo/media/guest-boat.jpg", import.meta.url).href,
  cat: new URL("../../../relay/src/demo/media/guest-cat.jpg", import.meta.url).href,
  mountain: new URL("../../../relay/src/demo/media/guest-mountain.jpg", import.meta.url).href,
  sunflower: new URL("../../../relay/src/demo/media/guest-sunflower.jpg", import.meta.url).href,
  voice: new URL("../../../relay/src/demo/media/voice.ogg", import.meta.url).href,
};

/** Guests with a picture. */
const PICTURES: Record<string, string> = { c3: "boat", c4: "mountain", c7: "cat", c9: "sunflower" };

/** Where guests live, as far as it is known. */
const CLOCKS: Record<string, GuestClock> = {
  c1: { zone: "Asia/Dubai", country: "AE" },
  c2: { zone: "America/Sao_Paulo", country: null },
  c5: { zone: "Europe/London", country: "GB" },
};

export class FakeDesk implements Transport {
  state: AppState = { phase: "signed_in", me: { ...ME }, sync: { ...LIVE } };
  rows: Row[] = structuredClone(ROWS);
  threads: Record<string, ThreadMessage[]> = { c1: KHALID, c2: MARIANA, c7: KINDS };
  outbox: OutboxEntry[] = [];
  settings: Settings = { ...INSTALLED };
  drafts = new Map<string, string>();
  attachments = new Map<string, AttachmentDraft[]>();
  /** Every call, oldest first. */
  calls: { cmd: string; args: unknown }[] = [];
  /** Commands that fail, with their code. */
  failing = new Map<string, string>();
  handlers: Partial<Handlers> = {};
  #listeners: ((event: DeskEvent) => void)[] = [];
  #made = 0;

  async call(cmd: string, args: unknown): Promise<unknown> {
    this.calls.push({ cmd, args });
    const code = this.failing.get(cmd);
    if (code) throw new RpcError(code, null);
    const handler = (this.handlers[cmd as CommandName] ?? this.#answers()[cmd as CommandName]) as (args: unknown) => unknown;
    // Answers are copies, as they are when they come from the desk.
    return structuredClone(await handler(args));
  }

  async listen(on: (event: DeskEvent) => void): Promise<void> {
    this.#listeners.push(on);
  }

  file(id: string): string {
    return FILES[id] ?? `media://localhost/${id}`;
  }

  emit(event: DeskEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  changed(more: Partial<Extract<DeskEvent, { event: "changed" }>> = {}): void {
    this.emit({ event: "changed", conversations: [], threads: [], contacts: [], house: false, outbox: false, all: false, ...more });
  }

  argsOf(cmd: string): unknown[] {
    return this.calls.filter((call) => call.cmd === cmd).map((call) => call.args);
  }

  find(id: string): Row {
    const found = this.rows.find((one) => one.id === id);
    if (!found) throw new RpcError("not_found", null);
    return found;
  }

  matching(filter: ListFilter): Row[] {
    const open = filter.statuses.length === 0 || filter.statuses.includes("open");
    const found = this.rows.filter((one) => {
      if (filter.channels.length > 0 && !filter.channels.includes(one.channel)) return false;
      if (open && (one.status === "RESOLVED" || one.status === "EXPIRED")) return false;
      if (!open && !filter.statuses.includes("all") && !filter.statuses.includes(one.status)) return false;
      const { assignees } = filter;
      if (assignees.length === 0) return true;
      return assignees.some((who) => (who === "me" ? one.mine : who === "none" ? !one.assignee : one.assignee?.id === who));
    });
    if (filter.sort === "oldest") return found.reverse();
    if (filter.sort === "newest") return found;
    const waits = (one: Row): number => one.waiting_since ?? Number.MAX_SAFE_INTEGER;
    return found.sort((a, b) => waits(a) - waits(b));
  }

  #messages(id: string): ThreadMessage[] {
    const one = this.find(id);
    const preview = one.preview;
    this.threads[id] ??= preview
      ? [message(`${id}-1`, { author: preview.author, mine: preview.mine, text: preview.text, at: one.last_at, state: preview.author === "guest" ? "received" : "delivered" })]
      : [];
    return this.threads[id];
  }

  #say(id: string, more: Partial<ThreadMessage>): { message: string } {
    const made = `new-${++this.#made}`;
    const offline = this.state.phase === "signed_in" && this.state.sync.state === "offline";
    const [me] = STAFF;
    const at = Date.now() + LIVE.clock_offset;
    this.threads[id] = [...this.#messages(id), message(made, { mine: true, staff: me ?? null, state: offline ? "waiting" : "sent", at, ...more })];
    queueMicrotask(() => this.changed({ conversations: [id], threads: [id] }));
    return { message: made };
  }

  #change(conversation: string, id: string, to: (one: ThreadMessage) => Partial<ThreadMessage>): null {
    this.threads[conversation] = this.#messages(conversation).map((one) => (one.id === id ? { ...one, ...to(one) } : one));
    queueMicrotask(() => this.changed({ threads: [conversation] }));
    return null;
  }

  #act({ conversation, action, staff }: Commands["act"]["args"]): null {
    const one = this.find(conversation);
    const change: Record<string, Partial<Row>> = {
      claim: { status: "AGENT_ASSIGNED", assignee: STAFF[0] ?? null, mine: true, waiting_since: null },
      take_over: { status: "AGENT_ASSIGNED", assignee: STAFF[0] ?? null, mine: true, waiting_since: null },
      reopen: { status: "AGENT_ASSIGNED", assignee: STAFF[0] ?? null, mine: true },
      assign: { status: "AGENT_ASSIGNED", assignee: STAFF.find((who) => who.id === staff) ?? null, mine: staff === ME.id, waiting_since: null },
      resolve: { status: "RESOLVED", waiting_since: null, unread: 0 },
      hand_back: { status: "BOT_HANDLING", assignee: null, mine: false, waiting_since: null },
      mark_read: { unread: 0 },
      mark_unread: { unread: 1 },
    };
    Object.assign(one, change[action]);
    queueMicrotask(() => this.changed({ conversations: [conversation] }));
    return null;
  }

  #writeTo(text: string): WriteTo[] {
    const accounts = [
      { connection: "wa-lisbon", name: "Lisbon front desk", display: "+351 960 000 100" },
      { connection: "wa-events", name: "Events", display: "+351 960 000 101" },
    ];
    const house = { property: "lisbon", house: "Miralva Lisbon", accounts };
    const wanted = text.trim().toLowerCase();
    const known = this.rows
      .filter((one) => one.name.toLowerCase().includes(wanted))
      .map((one) => ({ contact: `k-${one.id}`, name: one.name, phone: null, shown: "+55 11 90000-0142", ...house }));
    const digits = wanted.replaceAll(/[^+\d]/gu, "");
    const number = /^\+\d{9,}$/u.test(digits) ? [{ contact: null, name: "", phone: digits, shown: wanted, ...house, accounts: accounts.slice(0, 1) }] : [];
    return [...known, ...number];
  }

  #panel(id: string): GuestPanel {
    const one = this.find(id);
    const whatsapp = one.channel === "whatsapp";
    return {
      contact: `k-${id}`,
      name: one.name,
      initials: [...one.name.matchAll(/(?:^|\s)(\p{L})/gu)].map((found) => found[1]).slice(0, 2).join("").toUpperCase(),
      picture: PICTURES[id] ?? null,
      visible: true,
      language: one.language,
      phone: whatsapp ? "+55 11 90000-0142" : null,
      email: whatsapp ? "mariana.avs@example.com" : null,
      username: whatsapp ? null : one.name,
      whatsapp_link: whatsapp ? "https://wa.me/5511900000142" : null,
      email_link: whatsapp ? "mailto:mariana.avs@example.com" : null,
      clock: CLOCKS[id] ?? null,
      source: one.channel,
      channel: one.channel,
      company: id === "c2" ? "Horizonte Viagens" : null,
      loyalty: id === "c2" ? "Gold" : null,
      tags: id === "c2" ? ["Family", "Returning"] : [],
      conversations: 7,
      created_at: Date.parse("2022-07-20"),
      stay: id === "c2" ? STAYS.now : null,
      coming: [],
      past: id === "c2" ? STAYS.past : [],
      lifetime: id === "c2" ? { stays: 6, nights: 23, spent_cents: 731_800, currency: "EUR" } : null,
    };
  }

  #answers(): Handlers {
    return {
      app_state: () => this.state,
      probe_relay: ({ address }) =>
        address.includes("miralva") || address.includes("127.0.0.1")
          ? { ok: true, name: "Hotel Miralva", version: "0.1.0", milliseconds: 38, problem: null }
          : { ok: false, name: null, version: null, milliseconds: 0, problem: "unreachable" },
      sign_in: () => {
        this.state = { phase: "signed_in", me: { ...ME }, sync: { ...LIVE } };
        queueMicrotask(() => this.emit({ event: "state", state: this.state }));
        return { result: "done", me: ME };
      },
      check_invitation: ({ code }) => (code === "OWNER" ? { purpose: "owner", email: null, name: null } : null),
      redeem_invitation: () => ({ result: "done", me: ME }),
      sign_out: () => {
        this.state = { phase: "signed_out", relay: ME.relay, email: ME.email, reason: "signed_out", kept: 0 };
        this.emit({ event: "state", state: this.state });
        return null;
      },
      devices: () => [
        { id: "d1", name: "Front desk 1", staff: ME.name, last_seen: NOW, created_at: NOW, current: true },
        { id: "d2", name: "Back office", staff: ME.name, last_seen: NOW - 86_400_000, created_at: NOW, current: false },
      ],
      revoke_device: () => null,
      conversation_list: ({ filter, offset, limit }) => {
        const all = this.matching(filter);
        const waiting = this.rows.filter((one) => one.status === "AWAITING_AGENT");
        const since = waiting.map((one) => one.waiting_since ?? NOW);
        return {
          rows: all.slice(offset, offset + limit),
          offset,
          total: all.length,
          waiting: waiting.length,
          longest_waiting_since: since.length > 0 ? Math.min(...since) : null,
          complete: true,
        };
      },
      filter_choices: () => ({
        channels: ["whatsapp", "instagram", "messenger", "telegram", "tiktok", "livechat"].map((value) => ({
          value,
          count: this.rows.filter((one) => one.channel === value).length,
        })),
        statuses: ["BOT_HANDLING", "AWAITING_AGENT", "AGENT_ASSIGNED", "RESOLVED", "EXPIRED"].map((value) => ({
          value,
          count: this.rows.filter((one) => one.status === value).length,
        })),
        staff: STAFF,
      }),
      open_conversation: ({ conversation }) => ({
        header: headerOf(this.find(conversation)),
        page: pageOf(this.#messages(conversation), { conversation, limit: 50 }),
      }),
      messages: (args) => pageOf(this.#messages(args.conversation), args),
      header: ({ conversation }) => headerOf(this.find(conversation)),
      guest_panel: ({ conversation }) => this.#panel(conversation),
      canned_responses: ({ query }) => CANNED.filter((one) => one.shortcut.includes(query) || one.title.toLowerCase().includes(query)),
      staff: () => STAFF,
      search: (args) => searchIn(this.rows, (id) => this.#messages(id), args),
      send_message: ({ conversation, text }) => this.#say(conversation, { author: "staff", text }),
      add_note: ({ conversation, text }) => this.#say(conversation, { author: "note", state: "stored", text }),
      erase_guest: ({ contact }) => {
        this.rows = this.rows.filter((one) => `k-${one.id}` !== contact);
        queueMicrotask(() => this.changed({ all: true }));
        return null;
      },
      retry_message: ({ conversation, message: id }) => this.#change(conversation, id, () => ({ state: "queued", failure: null, upload: null })),
      act: (args) => this.#act(args),
      set_presence: ({ presence }) => {
        if (this.state.phase !== "signed_in") return null;
        this.state = { ...this.state, me: { ...this.state.me, presence } };
        this.emit({ event: "state", state: this.state });
        return null;
      },
      outbox: () => this.outbox,
      outbox_release: () => null,
      outbox_discard: ({ id }) => {
        this.outbox = this.outbox.filter((entry) => entry.id !== id);
        return null;
      },
      sync_now: () => null,
      dead_letters: () => [{ id: "l1", reason: "broken_json", connection: "Miralva Lisbon", received_at: NOW - 600_000, size: 2_100 }],
      replay_dead_letter: () => null,
      draft: ({ conversation, note }) => this.drafts.get(`${conversation}/${note}`) ?? "",
      save_draft: ({ conversation, note, text }) => {
        this.drafts.set(`${conversation}/${note}`, text);
        return null;
      },
      attachment_begin: ({ conversation, note, name, mime, size }) => this.#attach(`${conversation}/${note}`, name, mime, size),
      attachment_piece: ({ attachment, base64 }) => this.#piece(attachment, base64),
      attachment_remove: ({ attachment }) => {
        for (const [key, kept] of this.attachments) this.attachments.set(key, kept.filter((one) => one.id !== attachment));
        return null;
      },
      attachments: ({ conversation, note }) => this.attachments.get(`${conversation}/${note}`) ?? [],
      templates: ({ conversation }) => (this.find(conversation).channel === "whatsapp" ? TEMPLATES : []),
      send_template: ({ conversation, template, language, parameters }) => {
        const chosen = TEMPLATES.find((one) => one.name === template && one.language === language);
        const text = (chosen?.pieces ?? []).map((piece) => (piece.blank === null ? piece.text : parameters[piece.blank])).join("");
        return this.#say(conversation, { author: "staff", text });
      },
      labels: () => LABELS,
      set_labels: ({ conversation, labels }) => {
        this.find(conversation).labels = labels;
        queueMicrotask(() => this.changed({ conversations: [conversation] }));
        return null;
      },
      write_to: ({ text }) => this.#writeTo(text),
      start_conversation: ({ contact, phone, name }) => {
        const open = this.rows.find((one) => `k-${one.id}` === contact && one.status !== "RESOLVED" && one.status !== "EXPIRED");
        if (open) return { conversation: open.id, fresh: false };
        const known = this.rows.find((one) => `k-${one.id}` === contact);
        const id = `begun-${++this.#made}`;
        const mine = { status: "AGENT_ASSIGNED", assignee: STAFF[0] ?? null, mine: true };
        this.rows.unshift(row(id, { name: known?.name ?? (name || (phone ?? "")), ...mine }));
        queueMicrotask(() => this.changed({ conversations: [id] }));
        return { conversation: id, fresh: true };
      },
      typing: () => null,
      on_screen: () => null,
      open_link: () => null,
      open_place: () => null,
      voice: () => ({ seconds: 23, peaks: Array.from({ length: 48 }, (_, at) => 0.15 + 0.8 * Math.abs(Math.sin(at * 1.7) * Math.cos(at * 0.4))) }),
      open_file: () => null,
      save_file: ({ message: id }) => ({ name: `${id}.pdf` }),
      react: ({ conversation, message: id, emoji }) => this.#change(conversation, id, (one) => ({
        reactions: [...one.reactions.filter((reaction) => reaction.author === "guest"), ...(emoji === null ? [] : [{ author: "staff", emoji, waiting: false, failure: null }])],
      })),
      cancel_scheduled: ({ conversation, message: id }) => this.#change(conversation, id, () => ({ cancelling: true })),
      upload_cancel: ({ message: id }) => {
        const conversation = Object.keys(this.threads).find((key) => this.threads[key]?.some((one) => one.id === id)) ?? "";
        return this.#change(conversation, id, (one) => ({ state: "held", upload: one.upload && { ...one.upload, stopped: true } }));
      },
      chat_page: () => (this.rows.length <= 1 ? "https://relay.miralva.example/chat/demo" : null),
      open_chat_page: () => null,
      settings: () => this.settings,
      save_settings: (settings) => {
        this.settings = settings;
        this.emit({ event: "settings", settings });
        return null;
      },
      painted: () => null,
      quit: () => null,
    };
  }

  #attach(key: string, name: string, mime: string, size: number): AttachmentDraft {
    const limit = 16 * 1024 * 1024;
    const problem = size > limit ? { code: "too_large", limit } : null;
    const draft = { id: `file-${++this.#made}`, name, mime, size, received: 0, media: null, problem };
    this.attachments.set(key, [...(this.attachments.get(key) ?? []), draft]);
    return draft;
  }

  #piece(id: string, base64: string): AttachmentDraft {
    for (const [key, kept] of this.attachments) {
      const draft = kept.find((one) => one.id === id);
      if (!draft) continue;
      const received = Math.min(draft.size, draft.received + atob(base64).length);
      const news = { ...draft, received, media: received === draft.size ? `m-${id}` : null };
      this.attachments.set(key, kept.map((one) => (one.id === id ? news : one)));
      return news;
    }
    throw new RpcError("not_found", null);
  }
}

/** The fake with what the address asks for: `?offline`, `?login`, `?empty`, `?many=5000`, `?dir=rtl`, `?theme=dark`, `?open=c2`. */
export function fakeDesk(wish: URLSearchParams): FakeDesk {
  const desk = new FakeDesk();
  // As a desk that is told every few seconds that it is current.
  setInterval(() => {
    if (desk.state.phase !== "signed_in" || desk.state.sync.state !== "live") return;
    desk.emit({ event: "sync", status: { ...desk.state.sync, complete_to: Date.now() + desk.state.sync.clock_offset } });
  }, 5_000);
  if (wish.get("dir")) document.documentElement.dir = wish.get("dir") ?? "ltr";
  const theme = wish.get("theme");
  if (theme === "dark" || theme === "light") desk.settings = { ...desk.settings, theme };
  if (wish.has("login")) {
    desk.state = { phase: "signed_out", relay: "relay.miralva.example", email: "ines.carvalho@miralva.example", reason: null, kept: 0 };
  }
  if (wish.has("empty")) desk.rows = [];
  const many = Number(wish.get("many") ?? 0);
  for (let n = 0; n < many; n += 1) desk.rows.push(row(`n${n}`, { last_at: NOW - n * 600_000 }));
  if (wish.has("offline") && desk.state.phase === "signed_in") goOffline(desk);
  if (wish.has("poll") && desk.state.phase === "signed_in") desk.state.sync.polling = true;
  if (wish.has("clock") && desk.state.phase === "signed_in") desk.state.sync.clock_off = 7;
  if (wish.has("dead") && desk.state.phase === "signed_in") desk.state.sync.dead_letters = 1;
  const open = wish.get("open");
  if (open) setTimeout(() => desk.emit({ event: "open", conversation: open, compose: false }), 60);
  const press = wish.get("press");
  if (press) setTimeout(() => document.querySelector<HTMLElement>(press)?.click(), 500);
  const type = wish.get("type");
  if (type) setTimeout(() => typeInto(type), 500);
  Object.assign(window, { fakeDesk: desk });
  return desk;
}

function typeInto(text: string): void {
  const field = document.querySelector<HTMLTextAreaElement>("[data-testid=composer]");
  if (!field) return;
  field.focus();
  field.value = text;
  field.setSelectionRange(text.length, text.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function goOffline(desk: FakeDesk): void {
  if (desk.state.phase !== "signed_in") return;
  const since = NOW - 138_000;
  const [first, second] = ["o1", "o2"];
  Object.assign(desk.state.sync, { state: "offline", offline_since: since, complete_to: since, next_try: Date.now() + 12_000, queued: 4, problem: "unreachable" });
  const entry = (id: string, action: string, guest: string, at: number): OutboxEntry => ({ id, action, conversation: "c2", guest, text: null, at, state: "queued", code: null, detail: null });
  desk.outbox = [
    entry(first ?? "", "send_message", "Mariana Albuquerque de Vasconcelos e Sá", NOW - 60_000),
    entry(second ?? "", "send_message", "Mariana Albuquerque de Vasconcelos e Sá", NOW + 40_000),
    entry("o3", "add_note", "Jürgen Weißenborn-Hellmann", NOW + 100_000),
    { ...entry("o4", "resolve", "Fam. van der Heijden", NOW + 120_000), state: "held", code: "owner_changed" },
  ];
  desk.threads["c2"] = [
    ...MARIANA,
    message("q1", { author: "staff", mine: true, staff: STAFF[0] ?? null, state: "waiting", at: NOW - 60_000, text: "Claro, Mariana. No domingo podem ficar no 412 até às 14:00, por 35 €.", outbox: "o1" }),
    message("q2", { author: "staff", mine: true, staff: STAFF[0] ?? null, state: "waiting", at: NOW + 40_000, text: "A bagagem fica connosco até à hora do voo.", outbox: "o2" }),
  ];
  const row = desk.rows.find((one) => one.id === "c2");
  if (row) Object.assign(row, { queued: 2, unread: 0 });
}
