// Photos and files: sent with progress, shown only to who holds the token, as addresses that no other page can use.

import { byId, make } from "./dom.js";
import { size, word } from "./words.js";

/** The most that a file may have. */
export const LARGEST = 10 << 20;

/** What a browser may show in place. Everything else is offered as a file: a picture that can carry scripts is not shown. */
const SHOWN = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);

/** Endings and types that the relay refuses; told before a megabyte has travelled. */
const REFUSED_ENDING = /\.(?:svgz?|x?html?|xht|js|mjs|exe|msi|bat|cmd|com|scr|ps1|sh|jar|apk|app|dmg|deb|rpm|vbs|lnk|hta)$/i;
const REFUSED_TYPE = /svg|html|javascript|x-msdownload|x-sh\b|java-archive/i;

/** Why this file cannot go, as words, or `null`. */
export function objection(file) {
  if (REFUSED_ENDING.test(file.name) || REFUSED_TYPE.test(file.type)) return word("chat-forbidden", { file: file.name });
  if (file.size > LARGEST) return word("chat-too-large", { file: file.name, limit: size(LARGEST) });
  if (file.size === 0) return word("chat-empty", { file: file.name });
  return null;
}

/** The relay's no, with its code; trying again does not help. */
export class Refused extends Error {}

/** Photos and files of one connection. */
export class Media {
  #base;
  #token;
  #addresses = new Map();

  constructor(base, token) {
    this.#base = base;
    this.#token = token;
  }

  /** Sends a file; `done` is what the relay calls it. */
  upload(file, { name, mime }, onProgress) {
    // fetch tells no progress of what it sends.
    const request = new XMLHttpRequest();
    const done = new Promise((resolve, reject) => {
      request.open("POST", `${this.#base}/media?name=${encodeURIComponent(name)}`);
      request.setRequestHeader("authorization", `Bearer ${this.#token}`);
      request.setRequestHeader("content-type", mime);
      request.responseType = "json";
      request.upload.onprogress = (event) => onProgress(event.loaded / (event.total || file.size));
      request.onload = () => {
        const { status, response } = request;
        if (status >= 200 && status < 300 && response?.media) resolve(response);
        else if (status === 413) reject(new Refused("too_large"));
        else if ([400, 415, 422].includes(status)) reject(new Refused("forbidden_kind"));
        else reject(new Error(`status ${status}`));
      };
      request.onerror = request.ontimeout = request.onabort = () => reject(new Error("line"));
      request.send(file);
    });
    return { done, stop: () => request.abort() };
  }

  /** An address of the file inside this page. */
  address(id) {
    if (!this.#addresses.has(id)) {
      const address = this.#fetch(id);
      this.#addresses.set(id, address);
      // Asked again next time.
      address.catch(() => this.#addresses.delete(id));
    }
    return this.#addresses.get(id);
  }

  /** The visitor's own file needs no way back. */
  remember(id, file) {
    this.#addresses.set(id, Promise.resolve(URL.createObjectURL(file)));
  }

  async #fetch(id) {
    const response = await fetch(`${this.#base}/media/${encodeURIComponent(id)}`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return URL.createObjectURL(await response.blob());
  }

  /** The photo or file of a message as an element. */
  show(media, speaker) {
    return SHOWN.has(media.mime.split(";")[0].trim()) ? this.#photo(media, speaker) : this.#file(media);
  }

  #photo(media, speaker) {
    const image = make("img", { alt: word("chat-photo-of", { name: speaker }), draggable: "false" });
    const button = make(
      "button",
      { type: "button", class: "photo", "data-testid": "chat-photo", title: word("chat-enlarge"), click: () => enlarge(image) },
      image,
    );
    const frame = make("div", { class: "media" }, button);
    const load = async () => {
      try {
        if (!media.id) throw new Error("not fetched yet");
        image.src = await this.address(media.id);
        frame.replaceChildren(button);
      } catch {
        frame.replaceChildren(unloadable(load));
      }
    };
    void load();
    return frame;
  }

  #file(media) {
    const name = media.name || word("chat-file");
    const frame = make("div", { class: "media" });
    const fetchIt = async () => {
      try {
        if (!media.id) throw new Error("not fetched yet");
        // Saved, never opened: what it holds does not run in this page's origin.
        make("a", { href: await this.address(media.id), download: name }).click();
        frame.replaceChildren(button);
      } catch {
        frame.replaceChildren(unloadable(fetchIt));
      }
    };
    const button = make(
      "button",
      { type: "button", class: "file", "data-testid": "chat-document", "aria-label": word("chat-download", { file: name }), click: fetchIt },
      make("bdi", { class: "name" }, name),
      media.size ? make("span", { class: "size" }, size(media.size)) : null,
    );
    frame.append(button);
    return frame;
  }
}

function unloadable(again) {
  const retry = make("button", { type: "button", class: "plain", click: again }, word("chat-retry"));
  return make("p", { class: "unloadable" }, word("chat-unloadable"), " ", retry);
}

function enlarge(image) {
  const viewer = byId("viewer");
  const large = viewer.querySelector("img");
  large.src = image.src;
  large.alt = image.alt;
  viewer.showModal();
}
