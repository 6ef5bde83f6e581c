// The button in the hotel's own page. It draws itself in a shadow root and the conversation in a frame of the relay, so that
// neither page's styles and scripts meet, and the visitor's token stays in the relay's origin. Needs of the hotel's
// content security policy only script-src and frame-src for the relay: styles are set without style tags.
(() => {
  const script = document.currentScript;
  if (!script?.dataset.connection || document.querySelector("bellhop-chat")) return;
  const relay = new URL(script.src).origin;
  const WORDS = __WORDS__;
  const { connection, language, identityId, identityHash, identityName, identityEmail } = script.dataset;
  const wanted = [language, document.documentElement.lang, ...navigator.languages].map((tag) => (tag || "").split("-")[0].toLowerCase());
  const tag = wanted.find((one) => Object.hasOwn(WORDS, one)) ?? "en";
  const word = (key) => WORDS[tag][key];
  /** Whether this visitor has opened the chat before: only then the frame is loaded without a click, for the count. */
  const known = `bellhop-chat-opened:${connection}`;
  /** So long the frame may take before it counts as unreachable. */
  const PATIENCE = 10_000;
  /** So long a frame that the browser has loaded (perhaps only its own words of failure) may take to say that it is there. */
  const SLOW_START = 3_000;

  const STYLE = `
    :host { all: initial; --paper: #fff; --ink: #1a212a; --ink-2: #474f59; --accent: #22303f; --on-accent: #fbfaf7; --control: #8c8678; --press: #e3ddce; --focus: #1d5bd8; --bad: #b3241b; font: 15px/1.45 system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", sans-serif; color: var(--ink); color-scheme: light dark; }
    @media (prefers-color-scheme: dark) { :host { --paper: #1a2027; --ink: #ece9e2; --ink-2: #b9bec5; --accent: #e6e2d8; --on-accent: #171c22; --control: #6f7a87; --press: #323d4a; --focus: #86aeff; } }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    button { font: inherit; cursor: pointer; }
    :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    svg { inline-size: 26px; block-size: 26px; fill: none; stroke: currentcolor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
    .launcher { position: fixed; z-index: 2147483000; inset-block-end: 20px; inset-inline-end: 20px; display: grid; place-items: center; inline-size: 56px; block-size: 56px; padding: 0; border: 1px solid var(--on-accent); border-radius: 999px; background: var(--accent); color: var(--on-accent); }
    .count { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-inline-size: 22px; padding: 0 6px; border-radius: 999px; background: var(--bad); color: #fff; font-size: 13px; font-weight: 600; line-height: 22px; }
    .dialog { position: fixed; z-index: 2147483001; inset-block-end: 88px; inset-inline-end: 20px; inline-size: 384px; block-size: min(640px, calc(100dvh - 108px)); overflow: hidden; border: 1px solid var(--control); border-radius: 8px; background: var(--paper); }
    iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; }
    .close { position: absolute; inset-block-start: 8px; inset-inline-end: 8px; display: grid; place-items: center; inline-size: 44px; block-size: 44px; padding: 0; border: 0; border-radius: 8px; background: none; color: var(--ink); }
    .close:hover { background: var(--press); }
    .close svg { inline-size: 22px; block-size: 22px; }
    .notice { position: absolute; inset: 0; padding: 64px 24px 24px; background: var(--paper); color: var(--ink); }
    .notice p { margin: 0 0 12px; }
    .retry { min-block-size: 44px; padding: 8px 16px; border: 1px solid var(--control); border-radius: 5px; background: var(--paper); color: var(--ink); }
    @media (max-width: 480px), (max-height: 420px) {
      .dialog { inset: 0; inline-size: 100%; block-size: 100dvh; border: 0; border-radius: 0; }
    }`;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const picture = (path) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };

  const count = make("span", { class: "count", "aria-hidden": "true" });
  const launcher = make("button", { type: "button", class: "launcher", "aria-expanded": "false", "aria-haspopup": "dialog" }, picture("M4 5h16v11H10l-5 4v-4H4Z"), count);
  const close = make("button", { type: "button", class: "close", "aria-label": word("widget-close"), title: word("widget-close") }, picture("m6 6 12 12M18 6 6 18"));
  const notice = make("div", { class: "notice", role: "status" });
  const dialog = make("div", { class: "dialog", role: "dialog", "aria-label": word("widget-frame"), tabindex: "-1" }, notice, close);
  const host = make("bellhop-chat", { role: "region", "aria-label": word("widget-frame"), lang: tag, dir: tag === "ar" ? "rtl" : "ltr" });
  const shadow = host.attachShadow({ mode: "open" });
  let frame = null;
  let isReady = false;
  let isOpen = false;
  let unread = 0;
  let impatient;

  const tell = (type, more = {}) => frame?.contentWindow?.postMessage({ to: "bellhop-chat", type, ...more }, relay);

  function draw() {
    launcher.setAttribute("aria-label", unread > 0 ? word("widget-unread").replace("{count}", String(unread)) : word("widget-open"));
    launcher.setAttribute("aria-expanded", String(isOpen));
    count.textContent = unread > 99 ? "99+" : String(unread);
    count.hidden = unread === 0;
    dialog.hidden = !isOpen;
    notice.hidden = isReady;
  }

  function say(words, again) {
    notice.replaceChildren(make("p", {}, words));
    if (again) {
      const retry = make("button", { type: "button", class: "retry" }, word("widget-retry"));
      retry.addEventListener("click", () => {
        load();
        dialog.focus();
      });
      notice.append(retry);
    }
  }

  /** No browser tells a page that its frame could not be loaded: silence does. */
  function giveUpAfter(milliseconds) {
    clearTimeout(impatient);
    if (!isReady) impatient = setTimeout(() => say(word("widget-down"), true), milliseconds);
  }

  function load() {
    isReady = false;
    frame?.remove();
    say(word("widget-loading"));
    const address = `${relay}/chat/${encodeURIComponent(connection)}?embed=1&lang=${tag}`;
    frame = make("iframe", { src: address, title: word("widget-frame"), allow: "clipboard-write" });
    frame.addEventListener("load", () => giveUpAfter(SLOW_START));
    dialog.prepend(frame);
    giveUpAfter(PATIENCE);
    draw();
  }

  function open() {
    isOpen = true;
    try {
      localStorage.setItem(known, "1");
    } catch {
      // The count then waits for the next click.
    }
    if (!frame) load();
    draw();
    if (isReady) {
      frame.focus();
      tell("opened");
    } else {
      dialog.focus();
    }
  }

  function shut() {
    if (!isOpen) return;
    isOpen = false;
    draw();
    tell("closed");
    launcher.focus();
  }

  addEventListener("message", ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== relay || data?.from !== "bellhop-chat") return;
    if (data.type === "ready") {
      clearTimeout(impatient);
      isReady = true;
      const identity = identityId && identityHash && { id: identityId, hash: identityHash, name: identityName, email: identityEmail };
      tell("host", { page: location.origin + location.pathname, identity: identity || undefined, open: isOpen });
      draw();
      if (isOpen) {
        frame.focus();
        tell("opened");
      }
    }
    if (data.type === "unread" && Number.isSafeInteger(data.count)) {
      unread = data.count;
      draw();
    }
    if (data.type === "close") shut();
  });
  launcher.addEventListener("click", () => (isOpen ? shut() : open()));
  close.addEventListener("click", shut);
  shadow.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
  });

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(launcher, dialog);
  draw();
  const start = () => {
    document.body.append(host);
    try {
      if (localStorage.getItem(known)) load();
    } catch {
      // Storage is refused: nothing is known of earlier visits.
    }
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
