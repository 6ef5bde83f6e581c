// Where the guest writes: Enter sends, Shift+Enter breaks the line, files by button, paste and drop.

import { byId } from "./dom.js";
import { objection } from "./media.js";
import { number, word } from "./words.js";

const LONGEST = 4096;
/** So often it is said again that the guest writes. */
const WRITING = 3_000;
const STOPPED = 5_000;

export class Composer {
  #field = byId("field");
  #keep;
  #outbox;
  #line;
  #said = 0;
  #stopped;

  constructor({ keep, outbox, line }) {
    this.#keep = keep;
    this.#outbox = outbox;
    this.#line = line;
    this.#field.value = keep.read("draft", "");
    this.#field.addEventListener("input", () => this.#changed());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("paste", (event) => this.#pasted(event));
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId("attach").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", (event) => {
      this.#files(event.target.files);
      event.target.value = "";
      this.#field.focus();
    });
    this.#acceptDrops();
    this.#measure();
  }

  focus() {
    this.#field.focus();
  }

  #key(event) {
    // An Enter that ends a composition (Japanese, Chinese) belongs to it; Safari says so only by 229.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    // A phone's keyboard has no Shift+Enter: there Enter breaks the line and the button sends.
    if (matchMedia("(pointer: coarse) and (hover: none)").matches) return;
    event.preventDefault();
    this.#submit();
  }

  #changed() {
    this.#keep.write("draft", this.#field.value);
    this.#measure();
    const now = Date.now();
    clearTimeout(this.#stopped);
    if (this.#field.value.trim() === "") return this.#stop();
    if (now - this.#said > WRITING && this.#line.send({ type: "typing", on: true })) this.#said = now;
    this.#stopped = setTimeout(() => this.#stop(), STOPPED);
  }

  #stop() {
    clearTimeout(this.#stopped);
    if (this.#said > 0) this.#line.send({ type: "typing", on: false });
    this.#said = 0;
  }

  #measure() {
    const count = [...this.#field.value].length;
    if (count > LONGEST) this.#say(word("chat-too-long", { count: number(count), limit: number(LONGEST) }));
    else if (this.#tooLong) this.#say("");
    this.#tooLong = count > LONGEST;
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }

  #tooLong = false;

  #submit() {
    const text = this.#field.value.trim();
    this.#field.focus();
    if (text === "" || this.#tooLong) return;
    void this.#outbox.add({ text });
    this.#field.value = "";
    this.#keep.write("draft", "");
    this.#stop();
    this.#say("");
    this.#measure();
  }

  #pasted(event) {
    const files = event.clipboardData?.files ?? [];
    // A table pasted from a sheet is words and a picture of them: the words are meant.
    if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    this.#files(files);
  }

  #acceptDrops() {
    const target = byId("drop");
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    let inside = 0;
    const end = () => {
      inside = 0;
      target.hidden = true;
    };
    addEventListener("dragenter", (event) => {
      if (!carriesFiles(event)) return;
      inside += 1;
      target.hidden = false;
    });
    addEventListener("dragleave", (event) => {
      if (!carriesFiles(event)) return;
      inside -= 1;
      if (inside <= 0) end();
    });
    addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
    addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      // Without this the browser would leave the conversation and show the file.
      event.preventDefault();
      end();
      this.#files(event.dataTransfer.files);
    });
  }

  #files(files) {
    const list = [...files];
    this.#say(list.map(objection).filter(Boolean).join("\n"));
    for (const file of list.filter((one) => !objection(one))) void this.#outbox.add({ text: "", file });
  }

  #say(words) {
    byId("problem").textContent = words;
  }
}
