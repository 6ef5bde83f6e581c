// What outlives a reload, in the relay's own origin: the visitor's token, unsent messages and their files, the draft.

/** Where the browser refuses storage (a private frame), memory: the chat works until the page is closed. */
const memory = new Map();

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** A random UUID; `crypto.randomUUID` exists only where the page came by https. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The memory of one connection. Other tabs share it: every change reads first. */
export class Keep {
  #prefix;
  #files;

  constructor(connection) {
    this.#prefix = `bellhop-chat:${connection}:`;
    this.token = this.read("token", null);
    if (typeof this.token !== "string" || this.token.length < 43) {
      this.token = base64url(crypto.getRandomValues(new Uint8Array(32)));
      this.write("token", this.token);
    }
  }

  read(name, otherwise) {
    const key = this.#prefix + name;
    if (memory.has(key)) return structuredClone(memory.get(key));
    try {
      return JSON.parse(localStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  write(name, value) {
    const key = this.#prefix + name;
    try {
      localStorage.setItem(key, JSON.stringify(value));
      memory.delete(key);
    } catch {
      memory.set(key, value);
    }
  }

  /** Unsent messages, oldest first. */
  unsent() {
    const list = this.read("unsent", []);
    return Array.isArray(list) ? list : [];
  }

  add(entry) {
    this.write("unsent", [...this.unsent(), entry]);
  }

  change(id, fields) {
    this.write("unsent", this.unsent().map((entry) => (entry.id === id ? { ...entry, ...fields } : entry)));
  }

  remove(id) {
    const list = this.unsent();
    if (!list.some((entry) => entry.id === id)) return;
    this.write("unsent", list.filter((entry) => entry.id !== id));
    void this.dropFile(id);
  }

  /** The file of an unsent message; `undefined` where the browser has lost it. */
  async file(id) {
    const kept = memory.get(this.#prefix + id);
    return kept ?? this.#inFiles("readonly", (files) => files.get(this.#prefix + id));
  }

  async keepFile(id, file) {
    memory.set(this.#prefix + id, file);
    await this.#inFiles("readwrite", (files) => files.put(file, this.#prefix + id));
  }

  async dropFile(id) {
    memory.delete(this.#prefix + id);
    await this.#inFiles("readwrite", (files) => files.delete(this.#prefix + id));
  }

  #inFiles(mode, work) {
    this.#files ??= new Promise((done) => {
      try {
        const opening = indexedDB.open("bellhop-chat", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("files");
        opening.onsuccess = () => done(opening.result);
        opening.onerror = () => done(null);
        opening.onblocked = () => done(null);
      } catch {
        done(null);
      }
    });
    return this.#files.then(
      (database) =>
        new Promise((done) => {
          if (!database) return done(undefined);
          const request = work(database.transaction("files", mode).objectStore("files"));
          request.onsuccess = () => done(request.result);
          request.onerror = () => done(undefined);
        }),
    );
  }
}
