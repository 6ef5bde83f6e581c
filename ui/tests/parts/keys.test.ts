import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import App from "../../src/App.svelte";
import { LIVE, ME, message } from "../../src/ipc/fake-data";
import { keysOf } from "../../src/keys/current";
import { ENTRIES, type KeyId } from "../../src/keys/table";
import { app } from "../../src/store/app.svelte";
import { guest } from "../../src/store/guest.svelte";
import { house } from "../../src/store/house.svelte";
import { INSTALLED, settings } from "../../src/store/settings.svelte";
import { view } from "../../src/store/view.svelte";
import { desk } from "../setup";

const NAMES: Record<string, string> = { Down: "ArrowDown", Up: "ArrowUp", Esc: "Escape", Plus: "+", Minus: "-" };

/** Presses a chord or a sequence where the focus is, as a keyboard does. */
async function press(chord: string): Promise<void> {
  for (const one of chord.split(" ")) {
    const parts = one.split("+");
    const name = parts.pop() ?? "";
    const shiftKey = parts.includes("Shift");
    const letter = /^[A-Z]$/.test(name) && !shiftKey ? name.toLowerCase() : name;
    await fireEvent.keyDown(document.activeElement ?? document.body, {
      key: NAMES[name] ?? letter,
      shiftKey,
      ctrlKey: parts.includes("Ctrl"),
      altKey: parts.includes("Alt"),
    });
  }
}

async function start(): Promise<UserEvent> {
  render(App);
  await waitFor(() => expect(document.querySelector("#row-c2")).not.toBeNull());
  return userEvent.setup();
}

async function open(id: string, user: UserEvent): Promise<void> {
  await user.click(document.querySelector(`#row-${id}`) as Element);
  await screen.findByTestId("composer");
  await screen.findByTestId("guest-panel");
}

const title = (): string => document.querySelector(".th h2")?.textContent ?? "";
const acted = (): string[] =>
  desk().argsOf("act").map((args) => (args as { action: string }).action).filter((action) => action !== "mark_read");
const filter = () => (desk().argsOf("conversation_list").at(-1) as { filter: { statuses: string[]; assignees: string[] } }).filter;
const dialog = (): string | null => document.querySelector("dialog[open]")?.getAttribute("aria-label") ?? null;
const shows = (title: string): Promise<void> => waitFor(() => expect(dialog()).toBe(title));
const field = (): HTMLTextAreaElement => screen.getByTestId("composer");

type Scenario = { open?: string; before?: (user: UserEvent) => unknown; sees: () => unknown };

const inField = async (user: UserEvent): Promise<void> => void (await user.click(field()));
const typed = (text: string) => async (user: UserEvent): Promise<void> => void (await user.type(field(), text));

/** What each key of the table does. A key without a line here does not compile. */
const DOES: Record<KeyId, Scenario> = {
  palette: { sees: () => shows("Commands, guests, messages") },
  search: { sees: () => waitFor(() => expect(screen.getByTestId("search")).toHaveFocus()) },
  keys: { sees: () => shows("All keys") },
  inbox: { open: "c2", sees: () => waitFor(() => expect(title()).toBe("")) },
  new: { sees: () => shows("New conversation") },
  settings: { sees: () => shows("Settings of this computer") },
  next: { open: "c1", sees: () => waitFor(() => expect(title()).toMatch(/Mariana/)) },
  previous: { open: "c2", sees: () => waitFor(() => expect(title()).toBe("خالد المنصوري")) },
  next_anywhere: { open: "c2", before: inField, sees: () => waitFor(() => expect(title()).toMatch(/Chloé/)) },
  previous_anywhere: { open: "c2", before: inField, sees: () => waitFor(() => expect(title()).toBe("خالد المنصوري")) },
  enter: {
    before: () => {
      view.active = "c2";
      document.querySelector<HTMLElement>("[data-list]")?.focus();
    },
    sees: () => waitFor(() => expect(title()).toMatch(/Mariana/)),
  },
  leave: { open: "c2", sees: () => waitFor(() => expect(title()).toBe("")) },
  next_panel: { sees: () => expect(document.activeElement?.closest(".rail, [data-panel]")).not.toBeNull() },
  previous_panel: { sees: () => expect(document.activeElement?.closest(".rail, [data-panel]")).not.toBeNull() },
  reply: { open: "c2", sees: () => waitFor(() => expect(field()).toHaveFocus()) },
  note: {
    open: "c2",
    sees: async () => {
      await waitFor(() => expect(field()).toHaveFocus());
      expect(field()).toHaveAttribute("data-mode", "note");
    },
  },
  claim: { open: "c1", sees: () => expect(acted()).toEqual(["claim"]) },
  take_over: { open: "c3", sees: () => expect(acted()).toEqual(["take_over"]) },
  assign: { open: "c2", sees: async () => void (await screen.findByRole("menuitem", { name: /Tomás/ })) },
  resolve: { open: "c2", sees: () => expect(acted()).toEqual(["resolve"]) },
  hand_back: { open: "c2", sees: () => expect(acted()).toEqual(["hand_back"]) },
  label: { open: "c2", sees: () => waitFor(() => expect(screen.getByTestId("label-search")).toHaveFocus()) },
  unread: {
    open: "c2",
    sees: async () => {
      await waitFor(() => expect(acted()).toEqual(["mark_unread"]));
      expect(title()).toBe("");
    },
  },
  quote: {
    open: "c2",
    before: () => document.querySelector<HTMLElement>("[data-testid=message][data-id=m11]")?.focus(),
    sees: () => waitFor(() => expect(field()).toHaveFocus()),
  },
  undo: {
    open: "c2",
    before: async () => {
      await press("E");
      await screen.findByTestId("undo");
    },
    sees: () => waitFor(() => expect(acted()).toEqual(["resolve", "reopen"])),
  },
  profile: { open: "c2", sees: () => waitFor(() => expect(screen.getByTestId("guest-panel")).toHaveFocus()) },
  waiting: { sees: () => waitFor(() => expect(filter().statuses).toEqual(["AWAITING_AGENT"])) },
  mine: { sees: () => waitFor(() => expect(filter().assignees).toEqual(["me"])) },
  open: {
    before: async () => {
      await press("W");
      await waitFor(() => expect(filter().statuses).toEqual(["AWAITING_AGENT"]));
    },
    sees: () => waitFor(() => expect(filter().statuses).toEqual([])),
  },
  send: {
    open: "c2",
    before: typed("Olá"),
    sees: () => waitFor(() => expect(desk().argsOf("send_message")[0]).toMatchObject({ conversation: "c2", text: "Olá" })),
  },
  new_line: { open: "c2", before: typed("Olá"), sees: () => expect(desk().argsOf("send_message")).toEqual([]) },
  send_resolve: { open: "c2", before: typed("Olá"), sees: () => waitFor(() => expect(acted()).toEqual(["resolve"])) },
  schedule: {
    open: "c2",
    before: typed("Olá"),
    sees: () => waitFor(() => expect(screen.getByTestId("schedule")).toHaveAttribute("aria-expanded", "true")),
  },
  canned: { open: "c2", before: typed("/wi"), sees: async () => void (await screen.findByTestId("canned-picker")) },
  blank: {
    open: "c2",
    before: async (user) => {
      await inField(user);
      await user.paste("See {{time}} you");
      field().setSelectionRange(0, 0);
    },
    sees: () => expect(field().value.slice(field().selectionStart, field().selectionEnd)).toBe("{{time}}"),
  },
  rewrite: {
    open: "c2",
    before: async (user) => {
      desk().threads["c2"] = [message("w1", { author: "staff", mine: true, state: "waiting", text: "A bagagem fica", outbox: "o1" })];
      desk().changed({ threads: ["c2"] });
      await screen.findByText("A bagagem fica");
      await inField(user);
    },
    sees: () => waitFor(() => expect(field()).toHaveValue("A bagagem fica")),
  },
  template: { open: "c2", sees: () => waitFor(() => expect(dialog()).toMatch(/template/i)) },
  attach: {
    open: "c2",
    before: () => {
      const chooser = document.querySelector<HTMLInputElement>(".comp input[type=file]");
      chooser?.addEventListener("click", () => chooser.setAttribute("data-asked", ""));
    },
    sees: () => waitFor(() => expect(document.querySelector("[data-asked]")).not.toBeNull()),
  },
  emoji: { open: "c2", sees: () => waitFor(() => expect(screen.getByTestId("emoji")).toHaveAttribute("aria-expanded", "true")) },
  list_panel: { sees: () => waitFor(() => expect(screen.queryByRole("region", { name: "Conversations" })).toBeNull()) },
  guest_panel: { open: "c2", sees: () => waitFor(() => expect(screen.queryByTestId("guest-panel")).toBeNull()) },
  retry: { open: "c2", sees: () => expect(desk().argsOf("retry_message")).toEqual([{ conversation: "c2", message: "m10" }]) },
  queue: { sees: async () => void (await screen.findByTestId("outbox-list")) },
  presence: { sees: () => waitFor(() => expect(desk().argsOf("set_presence")).toEqual([{ presence: "away" }])) },
  larger: { sees: () => expect(settings.now.text_size).toBe(110) },
  smaller: { sees: () => expect(settings.now.text_size).toBe(90) },
  normal: { before: () => press("Ctrl+Plus"), sees: () => expect(settings.now.text_size).toBe(100) },
};

beforeEach(() => {
  app.state = undefined;
  settings.now = INSTALLED;
  view.listShown = true;
  guest.shown = true;
  house.outboxOpen = false;
  desk().state = { phase: "signed_in", me: { ...ME }, sync: { ...LIVE } };
});

describe("the table of keys", () => {
  // DESIGN_UI 5: every key of the table does what the table says, pressed in the whole window.
  it.each(ENTRIES.flatMap(({ id, keys }) => keys.map((key) => [id, key] as const)))("%s: %s", async (id, key) => {
    const user = await start();
    const { open: conversation, before, sees } = DOES[id];
    if (conversation) await open(conversation, user);
    await before?.(user);
    // The slash opens the picker as it is typed.
    if (id !== "canned") await press(key);
    await sees();
  });

  it("gives no key to two commands", () => {
    const taken = ENTRIES.filter((entry) => entry.where !== "composer").flatMap(({ keys }) => [...keys]);
    expect(new Set(taken).size).toBe(taken.length);
    const writing = ENTRIES.filter((entry) => entry.where !== "page").flatMap(({ keys }) => keys.filter((key) => key.length > 1));
    expect(new Set(writing).size).toBe(writing.length);
  });

  it("types letters where text is written", async () => {
    const user = await start();
    await open("c2", user);
    await user.click(field());
    for (const { keys, where } of ENTRIES) {
      for (const key of keys) if (where === "page" && key.length === 1) await press(key);
    }
    expect(acted()).toEqual([]);
    expect(title()).toMatch(/Mariana/);
  });

  it("leaves Enter and arrows to what has the focus", async () => {
    const user = await start();
    await open("c2", user);
    screen.getByTestId("resolve").focus();
    await press("Enter");
    await press("Down");
    expect(field()).not.toHaveFocus();
    expect(title()).toMatch(/Mariana/);
  });

  it("reaches single letters on a keyboard without Latin letters", async () => {
    const user = await start();
    await open("c2", user);
    await fireEvent.keyDown(document.body, { key: "ث", code: "KeyE" });
    await waitFor(() => expect(acted()).toEqual(["resolve"]));
  });

  it("counts nothing behind an open dialog but the size of text", async () => {
    const user = await start();
    await open("c2", user);
    await press("?");
    // Before it is drawn, and when it is.
    await press("E");
    await shows("All keys");
    await press("E");
    expect(acted()).toEqual([]);
    await press("Ctrl+Plus");
    expect(settings.now.text_size).toBe(110);
  });

  it("waits for the second key of a sequence, and forgets the first with any other key", async () => {
    const user = await start();
    await open("c2", user);
    await press("G");
    await press("X");
    await press("I");
    expect(title()).toMatch(/Mariana/);
    await press("G I");
    await waitFor(() => expect(title()).toBe(""));
  });
});

describe("changed keys", () => {
  it("switches single characters off together (WCAG 2.1.4), and keys with Ctrl stay", async () => {
    settings.now = desk().settings = { ...INSTALLED, letters_on: false };
    const user = await start();
    await open("c2", user);
    await press("E");
    await press("G I");
    await press("?");
    expect(acted()).toEqual([]);
    expect(dialog()).toBeNull();
    expect(title()).toMatch(/Mariana/);
    await press("F1");
    await shows("All keys");
    expect(document.querySelector("[data-testid=key][data-id=resolve]")).toBeNull();
  });

  it("gives a command another letter, or none, and every cap and tooltip follows", async () => {
    settings.now = desk().settings = { ...INSTALLED, key_map: { resolve: "Y", search: "" } };
    const user = await start();
    await open("c2", user);
    expect(screen.getByTestId("search").closest("label")).toHaveTextContent("CtrlF");
    await press("E");
    expect(acted()).toEqual([]);
    await press("Y");
    await waitFor(() => expect(acted()).toEqual(["resolve"]));
  });

  it("are chosen by pressing them in Settings; a key that is taken is refused with its holder", async () => {
    const user = await start();
    await press("Ctrl+,");
    await user.click(await screen.findByRole("tab", { name: "Shortcuts" }));
    const of = (id: KeyId): HTMLElement => document.querySelector(`[data-testid=shortcut][data-id=${id}]`) as HTMLElement;
    of("claim").focus();
    await press("E");
    expect(screen.getByRole("alert")).toHaveTextContent("E is already the key for: Resolve, again to reopen.");
    expect(keysOf("claim")).toEqual(["C"]);
    of("claim").focus();
    await press("Y");
    expect(keysOf("claim")).toEqual(["Y"]);
    of("note").focus();
    await fireEvent.keyDown(of("note"), { key: "Backspace" });
    expect(keysOf("note")).toEqual([]);
    await waitFor(() => expect(desk().settings.key_map).toEqual({ claim: "Y", note: "" }));
    await user.click(screen.getByRole("button", { name: "Reset the key for: Claim" }));
    expect(keysOf("claim")).toEqual(["C"]);
  });
});

describe("hints", () => {
  const hints = (): string[] => [...screen.getByTestId("hints").children].map((one) => one.textContent?.trim() ?? "");

  it("are at most five, of keys that work now, for what has the focus", async () => {
    const user = await start();
    await open("c2", user);
    expect(hints()).toEqual(["JKmove", "Rreply", "Eresolve", "CtrlKcommands", "?all keys"]);
    await user.click(field());
    await waitFor(() => expect(hints()).toEqual(["Entersend", "ShiftEnternew line", "/canned responses", "Escleave", "CtrlKcommands"]));
    settings.now = { ...settings.now, enter_sends: "ctrl_enter" };
    await waitFor(() => expect(hints()[0]).toBe("CtrlEntersend"));
    await user.click(screen.getByTestId("search"));
    await waitFor(() => expect(hints()).toEqual(["Escleave", "CtrlKcommands"]));
  });
});
