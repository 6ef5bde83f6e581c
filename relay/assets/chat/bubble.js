// One message as an element. What people wrote is text, whatever it looks like.

import { make, withLinks } from "./dom.js";
import { reacting } from "./reactions.js";
import { number, time, word } from "./words.js";

const FILES = new Set(["image", "video", "audio", "document", "sticker"]);
/** What the relay wrote into `content` whose words are the message's text. */
const WORDS_ONLY = new Set(["text", "choice_reply", "form_reply", "template", "buttons", "list"]);

/** Who speaks, as the guest reads it. */
export function speaker({ author, name }) {
  if (author === "guest") return word("chat-you");
  if (author === "bot") return word("chat-bot");
  return name || word("chat-team");
}

/**
 * A message of the conversation.
 * @param {object} message as the relay sent it
 * @param {{ media: any, quoted: object|undefined, tapped: string|undefined, onChoose: (choice: object, message: object) => void, onReact: (emoji: string|undefined) => void }} around
 */
export function bubble(message, { media, quoted, tapped, onChoose, onReact }) {
  const parts = [];
  const { content = { type: "text" } } = message;
  if (message.removed || message.revoked_at) {
    parts.push(make("p", { class: "words gone" }, word("chat-removed")));
  } else {
    if (message.reply_to && content.type !== "choice_reply") parts.push(quote(message.reply_to, quoted));
    if (FILES.has(content.type)) parts.push(media.show(content.media ?? content, speaker(message)));
    else if (content.type === "location") parts.push(place(content));
    else if (!WORDS_ONLY.has(content.type) && !message.text) parts.push(make("p", { class: "words gone" }, word("chat-unsupported")));
    if (message.text) parts.push(make("p", { class: "words", dir: "auto", "data-testid": "chat-text" }, ...withLinks(message.text)));
    if (content.choices) parts.push(choices(message, content.choices, tapped, onChoose));
  }
  const isTheirs = message.author !== "guest" && !message.removed;
  return frame(message, parts, message.edited_at && !message.revoked_at ? word("chat-edited") : null, isTheirs ? reacting(message, onReact) : {});
}

/** A message that the relay does not have yet. */
export function unsentBubble(entry, state) {
  const parts = [];
  if (entry.file) parts.push(make("p", { class: "words" }, make("bdi", {}, entry.file.name)));
  if (entry.text) parts.push(make("p", { class: "words", dir: "auto", "data-testid": "chat-text" }, entry.text));
  if (state.progress !== undefined) {
    const bar = make("progress", { max: 1, "aria-label": word("chat-progress", { file: entry.file.name }) });
    bar.value = state.progress;
    parts.push(bar);
  }
  const element = frame({ author: "guest", at: entry.at, id: entry.id }, parts, null);
  element.classList.add("unsent");
  return element;
}

function frame(message, parts, mark, { button = null, choice = null } = {}) {
  const at = new Date(message.at);
  const reactions = (message.reactions ?? []).map((reaction) => make("span", { class: "reaction" }, reaction.emoji));
  return make(
    "div",
    { class: `message ${message.author}`, "data-testid": "chat-message", "data-author": message.author, "data-id": message.id },
    make("p", { class: "who" }, speaker(message)),
    make("div", { class: "bubble" }, ...parts),
    reactions.length > 0 ? make("p", { class: "reactions", "data-testid": "chat-reactions" }, ...reactions) : null,
    make("p", { class: "meta" }, make("time", { datetime: at.toISOString() }, time(at)), mark ? ` · ${mark}` : null, button),
    choice,
  );
}

function quote(reply, quoted) {
  const author = quoted ?? (reply.author ? reply : { author: "staff" });
  const words = quoted?.text || reply.excerpt || word(quoted?.content?.type === "image" ? "chat-photo" : "chat-file");
  return make(
    "blockquote",
    { class: "quote", "data-testid": "chat-quote" },
    make("p", { class: "quoted" }, speaker(author)),
    make("p", { class: "excerpt", dir: "auto" }, words.slice(0, 200)),
  );
}

function place({ name, address, latitude, longitude }) {
  const where = `${number(latitude)}, ${number(longitude)}`;
  return make("p", { class: "words", dir: "auto" }, [name, address, where].filter(Boolean).join("\n"));
}

function choices(message, list, tapped, onChoose) {
  const group = make("div", { class: "choices", role: "group", "aria-label": message.text.slice(0, 80) });
  for (const choice of list) {
    const chosen = tapped === choice.id;
    group.append(
      make(
        "button",
        {
          type: "button",
          "data-testid": "chat-choice",
          "data-chosen": chosen,
          disabled: tapped !== undefined,
          click: () => {
            // A second tap while the first is on its way says nothing.
            for (const button of group.children) button.disabled = true;
            onChoose(choice, message);
          },
        },
        make("span", { class: "title", dir: "auto" }, choice.title),
        choice.description ? make("span", { class: "more", dir: "auto" }, choice.description) : null,
        chosen ? make("span", { class: "tick" }, `✓ ${word("chat-chosen")}`) : null,
      ),
    );
  }
  return group;
}
