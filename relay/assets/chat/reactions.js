// The guest's reaction to what the house said: a small button under it, and the choice that the button opens.

import { make } from "./dom.js";
import { word } from "./words.js";

const CHOICE = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/**
 * The button and its choice. What is chosen is shown once the relay says that it stands.
 * @param {object} message as the relay sent it
 * @param {(emoji: string|undefined) => void} onReact without an emoji it is taken back
 */
export function reacting({ reactions = [] }, onReact) {
  const own = reactions.find((reaction) => reaction.author === "guest")?.emoji;
  const open = (isOpen) => {
    choice.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  const close = () => {
    open(false);
    button.focus();
  };
  const one = (emoji) =>
    make(
      "button",
      {
        type: "button",
        "aria-label": word("chat-react-with", { emoji }),
        "aria-pressed": String(emoji === own),
        "data-testid": "chat-react-with",
        "data-emoji": emoji,
        click: () => {
          close();
          onReact(emoji === own ? undefined : emoji);
        },
      },
      emoji,
    );
  const button = make("button", {
    type: "button",
    class: "react",
    "aria-label": word("chat-react"),
    title: word("chat-react"),
    "aria-expanded": "false",
    "data-testid": "chat-react",
    click: () => {
      open(choice.hidden);
      if (!choice.hidden) choice.firstChild.focus();
    },
  });
  const choice = make("div", {
    class: "choice",
    role: "group",
    "aria-label": word("chat-react"),
    hidden: true,
    keydown: (event) => {
      if (event.key !== "Escape") return;
      // It closes the choice, not the chat.
      event.stopPropagation();
      close();
    },
  }, ...CHOICE.map(one));
  return { button, choice };
}
