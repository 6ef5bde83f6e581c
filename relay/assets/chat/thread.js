// The conversation on screen: what the relay told, what is unsent below it, who is writing.

import { bubble, speaker, unsentBubble } from "./bubble.js";
import { byId, make, show } from "./dom.js";
import { LARGEST } from "./media.js";
import { day, size, word } from "./words.js";

/** Somebody whose word of still writing is older has stopped. */
const WRITING = 6_000;
const NEAR = 80;
const STATES = { sent: "chat-sent", delivered: "chat-delivered", read: "chat-read", failed: "chat-failed" };

export class Thread {
  #log = byId("log");
  #messages = new Map();
  #drawn = new Map();
  #states = new Map();
  #around;
  #read = 0;
  #delivered = 0;
  #typing;
  #watched = true;

  /** What the relay calls the conversation whose messages these are. */
  thread = undefined;

  /** The highest number seen: where a new line goes on from. */
  lastSeq = 0;

  /**
   * @param {{ media: any, outbox: () => any, keep: any, line: () => any, onUnread: (count: number) => void }} around
   */
  constructor(around) {
    this.#around = around;
    this.#log.addEventListener("scroll", () => this.#seen(), { passive: true });
    document.addEventListener("visibilitychange", () => this.#seen());
    byId("newest").addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => {
      if (this.#wasAtEnd) this.toEnd();
    }).observe(this.#log);
    // A photo that has arrived makes its bubble higher.
    this.#log.addEventListener("load", () => this.#wasAtEnd && this.toEnd(), true);
  }

  #wasAtEnd = true;

  get #isAtEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR;
  }

  /** Messages of the relay; old and new ones, in any order, also twice. */
  take(messages) {
    for (const message of messages) {
      if (message.content?.type === "event" || message.author === "system" || message.author === "note") {
        this.lastSeq = Math.max(this.lastSeq, message.seq ?? 0);
        continue;
      }
      const known = this.#messages.get(message.id);
      const whole = { ...message, seq: message.seq ?? known?.seq ?? 0 };
      this.#messages.set(message.id, whole);
      this.#drawn.delete(message.id);
      this.lastSeq = Math.max(this.lastSeq, whole.seq);
      if (message.author !== "guest") this.writes({ on: false });
    }
    this.draw();
  }

  /** How far the guest's words got: this message and all before it; never back from read to sent. */
  receipt({ id, state }) {
    const order = Object.keys(STATES);
    const newest = this.#messages.get(id)?.seq ?? 0;
    for (const message of this.#messages.values()) {
      if (message.author !== "guest" || message.seq > newest) continue;
      if (order.indexOf(state) > order.indexOf(this.#states.get(message.id))) this.#states.set(message.id, state);
    }
    this.draw();
  }

  /** A new line: what was said of arriving and reading may not have got through. Another thread: its messages are another guest's. */
  begin(thread) {
    this.#read = 0;
    this.#delivered = 0;
    if (this.thread && this.thread !== thread) {
      this.#messages.clear();
      this.#drawn.clear();
      this.#states.clear();
      this.lastSeq = 0;
    }
    this.thread = thread ?? undefined;
  }

  /** Says again what has arrived and what was read. */
  tellAgain() {
    this.#read = 0;
    this.#delivered = 0;
    this.#seen();
  }

  /** Somebody writes, or has stopped. */
  writes({ on, author = "staff", name }) {
    clearTimeout(this.#typing);
    byId("typing").textContent = on ? word("chat-typing", { name: speaker({ author, name }) }) : "";
    if (on) this.#typing = setTimeout(() => this.writes({ on: false }), WRITING);
  }

  /** Whether a person can see the frame; the hotel's page says so. */
  watch(watched) {
    this.#watched = watched;
    if (watched) this.toEnd();
    this.#seen();
  }

  toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#seen();
  }

  /** Whether the visitor has written and no person has answered since. */
  get waitsForAnswer() {
    const last = this.#inOrder().findLast((message) => message.author !== "bot");
    return last?.author === "guest" || this.#around.keep.unsent().length > 0;
  }

  #inOrder() {
    return [...this.#messages.values()].sort((one, other) => one.seq - other.seq || one.at - other.at);
  }

  /** Draws what changed and leaves everything else where it is. */
  draw() {
    const atEnd = this.#wasAtEnd || this.#isAtEnd;
    const list = this.#inOrder();
    const settled = new Set(list.map((message) => message.client_msg_id));
    const unsent = this.#around.keep.unsent().filter((entry) => !settled.has(entry.id));
    const tapped = new Map([
      ...list.filter((message) => message.content?.type === "choice_reply").map((message) => [message.reply_to?.id, message.content.id]),
      ...unsent.filter((entry) => entry.choice).map((entry) => [entry.replyTo, entry.choice]),
    ]);
    const nodes = [];
    let today = "";
    let before = null;
    const stand = (node, at, voice) => {
      const date = day(new Date(at));
      if (date !== today) nodes.push(this.#dayLine(date));
      node.classList.toggle("again", date === today && voice === before);
      today = date;
      before = voice;
      nodes.push(node);
    };
    const lastOwn = unsent.length > 0 ? null : list.findLast((message) => message.author === "guest");
    for (const message of list) {
      const node = this.#node(message, tapped.get(message.id));
      const state = this.#states.get(message.id) ?? "sent";
      const told = message.author === "guest" && (message === lastOwn || state === "failed");
      setState(node, told ? state : null, told && STATES[state] ? word(STATES[state]) : "");
      stand(node, message.at, message.author + (message.name ?? ""));
    }
    for (const entry of unsent) stand(this.#unsentNode(entry), entry.at, "guest");
    const held = document.activeElement?.closest(".message")?.dataset.id;
    show(byId("messages"), nodes);
    // What was looked at by keyboard is another element now.
    if (held && document.activeElement === document.body) this.#drawn.get(held)?.node.querySelector(".react")?.focus();
    this.#wasAtEnd = atEnd;
    if (atEnd) this.toEnd();
    else this.#seen();
  }

  #dayLine(date) {
    const key = `day ${date}`;
    if (!this.#drawn.has(key)) this.#drawn.set(key, { node: make("p", { class: "day" }, date) });
    return this.#drawn.get(key).node;
  }

  #node(message, tapped) {
    const drawn = this.#drawn.get(message.id);
    if (drawn && drawn.tapped === tapped) return drawn.node;
    const node = bubble(message, {
      media: this.#around.media,
      quoted: this.#messages.get(message.reply_to?.id),
      tapped,
      onReact: (emoji) => this.#around.line().send({ type: "react", message: message.id, emoji }),
      onChoose: (choice) => void this.#around.outbox().add({ text: choice.title, choice: choice.id, replyTo: message.id }),
    });
    this.#drawn.set(message.id, { node, tapped });
    return node;
  }

  #unsentNode(entry) {
    const outbox = this.#around.outbox();
    const progress = outbox.progress.get(entry.id);
    const isOpen = this.#around.line().isOpen;
    const key = JSON.stringify([entry.failed, progress !== undefined, isOpen]);
    const drawn = this.#drawn.get(entry.id);
    if (drawn?.key === key) {
      const bar = drawn.node.querySelector("progress");
      if (bar) bar.value = progress;
      return drawn.node;
    }
    const node = unsentBubble(entry, { progress });
    const discard = make(
      "button",
      { type: "button", class: "plain", "data-testid": "chat-discard", click: () => outbox.discard(entry.id) },
      word(entry.failed ? "chat-discard" : "chat-cancel"),
    );
    if (entry.failed) {
      setState(node, "failed", whyFailed(entry));
      const retry = { type: "button", class: "plain", "data-testid": "chat-retry", click: () => outbox.retry(entry.id) };
      node.append(make("p", { class: "actions" }, make("button", retry, word("chat-retry")), discard));
    } else {
      setState(node, isOpen ? "sending" : "waiting", word(isOpen ? "chat-sending" : "chat-waiting"));
      if (entry.file) node.append(make("p", { class: "actions" }, discard));
    }
    this.#drawn.set(entry.id, { node, key });
    return node;
  }

  /** Tells the relay what has arrived and what was looked at, and the hotel's page what was not. */
  #seen() {
    if (this.#log.scrollHeight > 0) this.#wasAtEnd = this.#isAtEnd;
    const theirs = [...this.#messages.values()].filter((message) => message.author !== "guest").map((message) => message.seq);
    const newest = Math.max(0, ...theirs);
    const line = this.#around.line();
    if (newest > this.#delivered && line.send({ type: "delivered", seq: newest })) this.#delivered = newest;
    const looks = this.#watched && !document.hidden;
    if (looks && this.#wasAtEnd) {
      if (newest > this.#read && line.send({ type: "read", seq: newest })) {
        this.#read = newest;
        if (newest > this.#around.keep.read("read", 0)) this.#around.keep.write("read", newest);
      }
    }
    const read = Math.max(this.#read, this.#around.keep.read("read", 0));
    const unread = theirs.filter((seq) => seq > read).length;
    byId("newest").hidden = this.#wasAtEnd || unread === 0;
    this.#around.onUnread(looks && this.#wasAtEnd ? 0 : unread);
  }
}

function setState(node, state, words) {
  if (state) node.dataset.state = state;
  else delete node.dataset.state;
  const meta = node.querySelector(".meta");
  const shown = meta.querySelector(".state");
  if (!words) return shown?.remove();
  if (!shown) meta.append(make("span", { class: "state", "data-testid": "chat-state" }, words));
  else if (shown.textContent !== words) shown.textContent = words;
}

function whyFailed({ failed, file }) {
  if (file && failed === "too_large") return word("chat-too-large", { file: file.name, limit: size(LARGEST) });
  if (file && failed === "forbidden_kind") return word("chat-forbidden", { file: file.name });
  return word("chat-failed");
}
