// The line to the relay: a WebSocket; where none gets through, the same frames by HTTP. It comes back by itself.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const PING = 25_000;
/** So long the relay may take to answer before the line counts as dead. */
const ANSWER = 10_000;
const ANSWERED = new Set(["hello", "message", "ping"]);

/** Says `connecting`, `open`, `down` (it tries again) or `closed` (this chat is no more). */
export class Line {
  #base;
  #token;
  #hello;
  #onFrame;
  #onState;
  #attempt = 0;
  #tries = 0;
  #state = "connecting";
  #send = null;
  #stop = () => {};
  #timers = {};

  /**
   * @param {{ base: string, token: string, hello: () => object, onFrame: (frame: any) => void, onState: (state: string) => void }} options
   */
  constructor({ base, token, hello, onFrame, onState }) {
    this.#base = base;
    this.#token = token;
    this.#hello = hello;
    this.#onFrame = onFrame;
    this.#onState = onState;
    addEventListener("online", () => this.again());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.#state === "down") this.again();
    });
  }

  get isOpen() {
    return this.#state === "open";
  }

  /** Sends a frame; false where there is no line. */
  send(frame) {
    if (!this.isOpen || !this.#send) return false;
    this.#send(frame);
    return true;
  }

  /** Tries now instead of after the wait. */
  again() {
    if (this.#state === "closed" || this.isOpen) return;
    this.#tries = 0;
    this.#connect();
  }

  #connect() {
    this.#stop();
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    const attempt = ++this.#attempt;
    const isCurrent = () => attempt === this.#attempt;
    this.#say(this.#state === "down" ? "down" : "connecting");
    this.#bySocket(isCurrent);
  }

  #bySocket(isCurrent) {
    const address = new URL(`${this.#base}/ws`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    let socket;
    try {
      socket = new WebSocket(address);
    } catch {
      return void this.#byRequests(isCurrent);
    }
    let heard = false;
    const write = (frame) => {
      socket.send(JSON.stringify(frame));
      if (ANSWERED.has(frame.type)) this.#expect(() => socket.close());
    };
    this.#stop = () => {
      socket.onclose = null;
      socket.close();
    };
    // Some proxies let a socket open halfway and stand.
    this.#expect(() => socket.close());
    socket.onopen = () => {
      if (isCurrent()) write(this.#hello());
    };
    socket.onmessage = (event) => {
      if (!isCurrent()) return;
      heard = true;
      this.#send = write;
      this.#take(event.data);
    };
    socket.onclose = () => {
      if (!isCurrent()) return;
      this.#send = null;
      if (heard) this.#later();
      else void this.#byRequests(isCurrent);
    };
  }

  async #byRequests(isCurrent) {
    const ending = new AbortController();
    this.#stop = () => ending.abort();
    const ask = async (path, body) => {
      const response = await fetch(`${this.#base}${path}`, {
        method: body ? "POST" : "GET",
        headers: { authorization: `Bearer ${this.#token}`, ...(body && { "content-type": "application/json" }) },
        body: body && JSON.stringify(body),
        signal: AbortSignal.any([ending.signal, AbortSignal.timeout(body ? ANSWER : 40_000)]),
      });
      if ([403, 404, 410].includes(response.status)) throw new Closed();
      if (!response.ok) throw new Error(`status ${response.status}`);
      for (const frame of await response.json()) if (isCurrent()) this.#take(frame);
    };
    const failed = (error) => {
      if (!isCurrent()) return;
      ending.abort();
      this.#send = null;
      if (error instanceof Closed) this.#say("closed");
      else this.#later();
    };
    // One request after the other: frames keep their order.
    let queue = ask("/frames", [this.#hello()]);
    this.#send = (frame) => {
      queue = queue.then(() => ask("/frames", [frame]));
      queue.catch(failed);
    };
    try {
      await queue;
      while (isCurrent()) await ask(`/events?last_seq=${this.#hello().last_seq}`);
    } catch (error) {
      failed(error);
    }
  }

  #take(data) {
    let frame = data;
    if (typeof data === "string") {
      try {
        frame = JSON.parse(data);
      } catch {
        return;
      }
    }
    clearTimeout(this.#timers.answer);
    if (frame.type === "bye" && ["closed", "removed", "unknown"].includes(frame.reason)) return this.#say("closed");
    this.#onFrame(frame);
    if (frame.type === "hello") {
      this.#tries = 0;
      this.#say("open");
      this.#keepAlive();
    }
  }

  #keepAlive() {
    clearTimeout(this.#timers.ping);
    this.#timers.ping = setTimeout(() => {
      if (this.send({ type: "ping" })) this.#keepAlive();
    }, PING);
  }

  #expect(otherwise) {
    clearTimeout(this.#timers.answer);
    this.#timers.answer = setTimeout(otherwise, ANSWER);
  }

  /** Waits longer each time, and never in step with every other guest of a relay that was restarted. */
  #later() {
    clearTimeout(this.#timers.ping);
    clearTimeout(this.#timers.answer);
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#tries++);
    const wait = longest / 2 + (Math.random() * longest) / 2;
    this.#say("down");
    const attempt = this.#attempt;
    this.#timers.again = setTimeout(() => {
      if (attempt === this.#attempt) this.#connect();
    }, wait);
  }

  #say(state) {
    if (state === "closed") this.#stop();
    if (state === this.#state || this.#state === "closed") return;
    this.#state = state;
    this.#onState(state);
  }
}

/** The relay knows no such chat, or not for this page. */
class Closed extends Error {}
