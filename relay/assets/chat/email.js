// The polite question for an address, asked once the visitor waits and nobody answers; kept by the relay only with consent.

import { byId, make } from "./dom.js";
import { word } from "./words.js";

/** So long a visitor waits before the question comes: while the team is there, and while nobody is. */
const PATIENCE = 90_000;
const NOBODY = 5_000;

export class Email {
  #form = byId("email");
  #keep;
  #line;
  #waits;
  #timer;

  /** Whether the relay has an address of this visitor. */
  isKnown = false;

  /** @param {{ keep: any, line: any, waits: () => boolean }} options */
  constructor({ keep, line, waits }) {
    this.#keep = keep;
    this.#line = line;
    this.#waits = waits;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.ask();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
  }

  /** Something happened in the conversation; `away`: nobody is at the desk. */
  consider(away) {
    clearTimeout(this.#timer);
    if (this.#waits()) this.#timer = setTimeout(() => this.ask(), away ? NOBODY : PATIENCE);
    // Answered meanwhile: a question that nobody has begun to answer goes.
    else if (byId("address")?.value === "" && !this.#form.contains(document.activeElement)) this.#form.hidden = true;
  }

  /** An address that was given while the relay was down goes out now. */
  connected() {
    const { address, sent } = this.#keep.read("email", {});
    if (address && !sent) this.#line.send({ type: "email", address, consent: true });
  }

  /** The relay has it. */
  saved(address) {
    this.isKnown = true;
    this.#keep.write("email", { address, sent: true });
  }

  /** Asks, unless the question was answered before. */
  ask() {
    if (!this.#form.hidden || this.isKnown || !this.#waits() || this.#keep.read("email", null)) return;
    this.#form.replaceChildren(
      make("p", { id: "email-ask", class: "ask" }, word("chat-email-ask")),
      make("input", {
        id: "address",
        type: "email",
        autocomplete: "email",
        inputmode: "email",
        maxlength: 254,
        "aria-label": word("chat-email-field"),
        "aria-describedby": "email-wrong",
        placeholder: word("chat-email-field"),
        "data-testid": "chat-email-field",
      }),
      make(
        "label",
        { class: "consent" },
        make("input", { id: "consent", type: "checkbox", "data-testid": "chat-email-consent" }),
        make("span", {}, word("chat-email-consent")),
      ),
      make("p", { id: "email-wrong", class: "problem", role: "alert" }),
      make(
        "p",
        { class: "actions" },
        make("button", { type: "submit", class: "filled", "data-testid": "chat-email-save" }, word("chat-email-save")),
        make("button", { type: "button", class: "plain", "data-testid": "chat-email-no", click: () => this.#refuse() }, word("chat-email-no")),
      ),
    );
    this.#form.setAttribute("aria-labelledby", "email-ask");
    this.#form.hidden = false;
  }

  #refuse() {
    this.#keep.write("email", { refused: true });
    this.#form.hidden = true;
    byId("field").focus();
  }

  #save() {
    const field = byId("address");
    const address = field.value.trim();
    const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address);
    field.setAttribute("aria-invalid", String(!isAddress));
    const wrong = byId("email-wrong");
    if (!isAddress) {
      wrong.textContent = word("chat-email-wrong");
      return field.focus();
    }
    if (!byId("consent").checked) {
      wrong.textContent = word("chat-email-unticked");
      return byId("consent").focus();
    }
    this.#keep.write("email", { address, sent: false });
    this.connected();
    this.#form.replaceChildren(make("p", { class: "ask", role: "status", "data-testid": "chat-email-saved" }, word("chat-email-saved", { address })));
    byId("field").focus();
  }
}
