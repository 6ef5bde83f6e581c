// The guest's page of one connection, alone or in a frame of the hotel's own page.

import { Composer } from "./composer.js";
import { byId, make } from "./dom.js";
import { Email } from "./email.js";
import { Keep } from "./keep.js";
import { Line } from "./line.js";
import { Media } from "./media.js";
import { Outbox } from "./outbox.js";
import { Thread } from "./thread.js";
import { fillPage, word } from "./words.js";

const root = document.documentElement;
const { connection } = root.dataset;
const base = `/chat/${encodeURIComponent(connection)}`;
const title = document.title;
const isFrame = window.parent !== window && new URLSearchParams(location.search).has("embed");

fillPage();
root.classList.toggle("frame", isFrame);

const keep = new Keep(connection);
const media = new Media(base, keep.token);
let away = false;
let host = {};

const hello = () => ({ type: "hello", token: keep.token, last_seq: thread.lastSeq, thread: thread.thread, language: root.lang, ...host });

const line = new Line({
  base,
  token: keep.token,
  hello,
  onFrame: take,
  onState: showState,
});
const thread = new Thread({
  media,
  keep,
  line: () => line,
  outbox: () => outbox,
  onUnread: (count) => {
    document.title = count > 0 ? `(${count}) ${title}` : title;
    tell("unread", { count });
  },
});
const outbox = new Outbox({
  keep,
  line,
  upload: (...file) => media.upload(...file),
  onUploaded: (id, file) => media.remember(id, file),
  onChange: () => {
    thread.draw();
    email.consider(away);
  },
});
const email = new Email({ keep, line, waits: () => thread.waitsForAnswer });
const composer = new Composer({ keep, outbox, line });

/** A frame of the relay. Kinds that a later relay adds are passed over. */
function take(frame) {
  switch (frame.type) {
    case "hello":
      byId("disclosure").hidden = !frame.bot_disclosure;
      showTeam(frame.team);
      email.isKnown = frame.email_known;
      thread.begin(frame.thread);
      thread.take(frame.messages ?? []);
      // What was there before is not read aloud; what comes now is.
      requestAnimationFrame(() => byId("log").setAttribute("aria-busy", "false"));
      break;
    case "message": {
      thread.take([frame]);
      if (frame.client_msg_id) outbox.settled(frame.client_msg_id);
      break;
    }
    case "ack":
      acknowledge(frame);
      break;
    case "receipt":
      thread.receipt(frame);
      break;
    case "changed":
      thread.take([frame.message]);
      break;
    case "typing":
      if (frame.author !== "guest") thread.writes(frame);
      break;
    case "email":
      email.saved(frame.address);
      break;
    case "error":
      if (frame.client_msg_id) outbox.refused(frame);
      else if (frame.code === "rate_limited") setTimeout(() => thread.tellAgain(), 1000 * (frame.retry_after ?? 1));
      break;
  }
  email.consider(away);
}

function acknowledge({ client_msg_id: id, ...known }) {
  const entry = outbox.settled(id);
  if (!entry) return;
  const kind = entry.file?.mime.startsWith("image/") ? "image" : "document";
  let content = { type: "text" };
  if (entry.file) content = { type: kind, ...entry.file, id: entry.media };
  if (entry.choice) content = { type: "choice_reply", id: entry.choice };
  thread.take([
    { id: known.id, seq: known.seq, at: known.at ?? entry.at, author: "guest", text: entry.text, content, reply_to: entry.replyTo && { id: entry.replyTo }, client_msg_id: id },
  ]);
}

function showTeam(team) {
  away = team !== "online";
  byId("team").textContent = word(away ? "chat-team-away" : "chat-team-online");
  byId("team").classList.toggle("away", away);
}

function showState(state) {
  root.dataset.line = state;
  const down = byId("down");
  down.replaceChildren();
  if (state === "open") {
    outbox.connected();
    email.connected();
  } else {
    outbox.disconnected();
    if (state === "down") {
      const again = make("button", { type: "button", class: "plain", "data-testid": "chat-try-now", click: () => line.again() }, word("chat-try-now"));
      down.append(make("span", {}, word("chat-down", { hotel: root.dataset.hotel })), again);
    }
    if (state === "closed") {
      down.append(word("chat-closed"));
      byId("composer").hidden = true;
    }
    byId("team").textContent = word(state === "connecting" ? "chat-connecting" : "chat-not-connected");
  }
  thread.draw();
}

/** Tells the hotel's page; it learns how many messages wait, nothing of what they say. */
function tell(type, more = {}) {
  if (isFrame) window.parent.postMessage({ from: "bellhop-chat", type, ...more }, "*");
}

function listenToHost() {
  return new Promise((heard) => {
    addEventListener("message", ({ source, data }) => {
      if (source !== window.parent || data?.to !== "bellhop-chat") return;
      if (data.type === "host") {
        host = { page: text(data.page), identity: data.identity && typeof data.identity === "object" ? data.identity : undefined };
        heard();
      }
      if (data.type === "opened" || data.type === "host") thread.watch(data.open !== false);
      if (data.type === "opened") composer.focus();
      if (data.type === "closed") {
        thread.watch(false);
        email.ask();
      }
    });
    // A frame that the hotel made by hand has no widget around it: it is simply there.
    setTimeout(() => {
      if (!host.page) thread.watch(true);
      heard();
    }, 1_000);
    tell("ready");
  });
}

const text = (value) => (typeof value === "string" ? value.slice(0, 500) : undefined);

addEventListener("storage", ({ key }) => {
  // Another tab has written the visitor's first words: only now there is a conversation to follow.
  if (!thread.thread && key?.endsWith(":unsent")) line.send(hello());
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && !byId("viewer").open) tell("close");
});
byId("viewer").addEventListener("click", (event) => {
  if (event.target === event.currentTarget) event.currentTarget.close();
});

thread.draw();
if (isFrame) {
  thread.watch(false);
  await listenToHost();
} else {
  composer.focus();
}
line.again();
