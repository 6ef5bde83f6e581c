import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import App from "../../src/App.svelte";
import { LIVE, ME, row } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { dialogs } from "../../src/store/dialogs.svelte";
import { guest } from "../../src/store/guest.svelte";
import { language } from "../../src/store/language.svelte";
import { list, NO_FILTER } from "../../src/store/list.svelte";
import { INSTALLED, settings } from "../../src/store/settings.svelte";
import { UNDO_FOR } from "../../src/store/undo.svelte";
import { view } from "../../src/store/view.svelte";
import { desk } from "../setup";

async function start(): Promise<UserEvent> {
  render(App);
  await waitFor(() => expect(list.loaded).toBe(true));
  return userEvent.setup();
}

async function open(id: string, user: UserEvent): Promise<void> {
  await waitFor(() => expect(document.querySelector(`#row-${id}`)).not.toBeNull());
  await user.click(document.querySelector(`#row-${id}`) as Element);
  await screen.findByTestId("composer");
}

const acted = (): unknown[] => desk().argsOf("act").filter((args) => (args as { action: string }).action !== "mark_read");
const ids = (): string[] => screen.queryAllByTestId("conversation-row").map((one) => one.dataset["id"] ?? "");

beforeEach(() => {
  app.state = undefined;
  settings.now = INSTALLED;
  view.listShown = true;
  view.roomy = true;
  guest.shown = true;
  list.reset(NO_FILTER);
  desk().state = { phase: "signed_in", me: { ...ME }, sync: { ...LIVE } };
});

afterEach(async () => {
  vi.useRealTimers();
  dialogs.close();
  await language.choose("en");
});

describe("the palette", () => {
  const offers = (): HTMLElement[] => screen.queryAllByTestId("offer");
  const keys = (): string[] => offers().map((one) => one.dataset["key"] ?? "");
  const input = (): HTMLElement => screen.getByTestId("palette-input");
  const ask = async (user: UserEvent, text: string): Promise<void> => {
    await user.keyboard("{Control>}k{/Control}");
    await screen.findByTestId("palette-input");
    await user.type(input(), text);
  };

  // SPEC 4, 5: names and messages of this computer, newest first, beside the commands that can be done now.
  it("finds commands, guests and messages, each under its heading", async () => {
    const user = await start();
    await open("c2", user);
    await ask(user, "mi");
    await waitFor(() => expect(keys()).toContain("message-c5-1"));
    expect(screen.getByRole("group", { name: "Messages" })).toBeInTheDocument();
    const times = offers().filter((one) => one.dataset["kind"] === "message").map((one) => one.dataset["key"]);
    expect(times.indexOf("message-c2-1")).toBeLessThan(times.indexOf("message-c5-1"));
    expect(keys()).toContain("command-mine");
    await user.clear(input());
    await user.type(input(), "rgen w");
    await waitFor(() => expect(keys()).toEqual(["guest-c5"]));
  });

  it("keeps the focus in its text and moves what is active", async () => {
    const user = await start();
    await open("c2", user);
    await ask(user, ">re");
    expect(input()).toHaveFocus();
    expect(input()).toHaveAttribute("role", "combobox");
    const at = (): string | undefined => document.getElementById(input().getAttribute("aria-activedescendant") ?? "")?.dataset["key"];
    expect(at()).toBe(keys()[0]);
    await user.keyboard("{ArrowDown}");
    expect(at()).toBe(keys()[1]);
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(at()).toBe(keys().at(-1));
    expect(offers().filter((one) => one.getAttribute("aria-selected") === "true")).toHaveLength(1);
  });

  it("runs a command, opens a guest, and goes to a message", async () => {
    const user = await start();
    await open("c2", user);
    await ask(user, ">resolve{Enter}");
    await waitFor(() => expect(acted()).toEqual([{ conversation: "c2", action: "resolve", staff: null }]));
    expect(screen.queryByTestId("palette")).toBeNull();
    await ask(user, "@Chlo");
    await waitFor(() => expect(keys()).toEqual(["guest-c3"]));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(document.querySelector(".th h2")).toHaveTextContent("Chloé"));
    await ask(user, "die minibar,");
    await waitFor(() => expect(keys()).toEqual(["message-c5-1"]));
    await user.click(offers()[0] as Element);
    await waitFor(() => expect(document.querySelector("[data-testid=message][data-id=c5-1]")).toHaveClass("found"));
  });

  // SPEC 44: words of a canned response stand in the reply and can still be changed.
  it("puts a canned response into the reply", async () => {
    const user = await start();
    await open("c2", user);
    await ask(user, "wifi");
    const [first] = await waitFor(() => {
      const found = offers().filter((one) => one.dataset["kind"] === "canned");
      expect(found).toHaveLength(1);
      return found;
    });
    expect(first).toHaveTextContent("Insert /wifi, ");
    expect(offers()[0]).toBe(first);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.getByTestId("composer")).not.toHaveValue(""));
    expect(screen.getByTestId("composer")).toHaveFocus();
  });

  it("offers nothing that cannot be done now, and says when nothing is found", async () => {
    const user = await start();
    await ask(user, ">claim");
    expect(keys()).toEqual([]);
    expect(screen.getByText(/Nothing matches/)).toBeInTheDocument();
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("palette")).toBeNull();
  });

  it("gives the focus back where it came from", async () => {
    const user = await start();
    await open("c2", user);
    await user.click(screen.getByTestId("composer"));
    await user.keyboard("{Control>}k{/Control}");
    await waitFor(() => expect(input()).toHaveFocus());
    await user.keyboard("{Escape}");
    expect(screen.getByTestId("composer")).toHaveFocus();
  });
});

describe("undo", () => {
  it("stands there for 8 s with its button, then the change stays", async () => {
    const user = await start();
    await open("c2", user);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await fireEvent.keyDown(document.body, { key: "e" });
    await vi.waitFor(() => expect(screen.getByTestId("undo-bar")).toHaveTextContent("Mariana"));
    vi.advanceTimersByTime(UNDO_FOR - 1);
    expect(screen.getByTestId("undo")).toBeInTheDocument();
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    await waitFor(() => expect(screen.queryByTestId("undo-bar")).toBeNull());
    await fireEvent.keyDown(document.body, { key: "z" });
    expect(acted()).toHaveLength(1);
  });

  it("takes back with one press", async () => {
    const user = await start();
    await open("c3", user);
    await user.keyboard("t");
    await user.click(await screen.findByTestId("undo"));
    expect(acted()).toEqual([
      { conversation: "c3", action: "take_over", staff: null },
      { conversation: "c3", action: "hand_back", staff: null },
    ]);
    expect(screen.queryByTestId("undo-bar")).toBeNull();
  });

  it("is not offered for a claim: nothing puts a guest back into the queue", async () => {
    const user = await start();
    await open("c1", user);
    await user.keyboard("c");
    await waitFor(() => expect(acted()).toHaveLength(1));
    expect(screen.queryByTestId("undo-bar")).toBeNull();
  });
});

describe("settings of this computer", () => {
  const page = (): DOMStringMap => document.documentElement.dataset;

  it("count at once and are kept", async () => {
    const user = await start();
    await user.click(screen.getByTestId("nav-settings"));
    await user.click(await screen.findByRole("radio", { name: /Dark/ }));
    await user.click(screen.getByRole("radio", { name: /Compact/ }));
    await user.click(screen.getByRole("button", { name: "Larger text" }));
    await waitFor(() => expect(page()["theme"]).toBe("dark"));
    expect(page()["density"]).toBe("compact");
    expect(screen.getByTestId("text-size")).toHaveTextContent("110%");
    expect(desk().settings).toMatchObject({ theme: "dark", density: "compact", text_size: 110 });
    await user.click(screen.getByRole("tab", { name: "Writing" }));
    await user.click(screen.getByRole("radio", { name: /^Ctrl Enter sends/ }));
    await user.click(screen.getByRole("tab", { name: "Notifications" }));
    await user.click(screen.getByRole("radio", { name: "Only for waiting guests" }));
    expect(screen.getByTestId("quiet-from")).toBeDisabled();
    await user.click(screen.getByTestId("quiet-hours"));
    await user.selectOptions(screen.getByTestId("quiet-from"), "23:30");
    await user.click(screen.getByTestId("lock-screen-names"));
    await user.click(screen.getByRole("tab", { name: "This computer" }));
    await user.click(screen.getByTestId("autostart"));
    expect(desk().settings).toMatchObject({ enter_sends: "ctrl_enter", sound: "escalations", lock_screen_names: true, autostart: true });
    // DESIGN_UI 8
    expect(desk().settings.quiet_hours).toEqual({ on: true, from: 23 * 60 + 30, to: 7 * 60 });
  });

  it("turn the page with the language, and everybody stays where they were", async () => {
    const user = await start();
    await open("c2", user);
    await user.click(screen.getByTestId("nav-settings"));
    await user.click(await screen.findByRole("tab", { name: "This computer" }));
    await user.click(screen.getByRole("radio", { name: "العربية" }));
    await waitFor(() => expect(document.documentElement.dir).toBe("rtl"));
    expect(await screen.findByRole("radio", { name: "العربية" })).toBeChecked();
    expect(document.querySelector(".th h2")).toHaveTextContent(/Mariana/);
    expect(screen.getByTestId("resolve")).toHaveTextContent("إنهاء");
    await user.click(screen.getByRole("radio", { name: "English" }));
    await waitFor(() => expect(document.documentElement.dir).toBe("ltr"));
  });

  it("follow what another part of the app changed", async () => {
    await start();
    desk().emit({ event: "settings", settings: { ...INSTALLED, theme: "dark" } });
    await waitFor(() => expect(page()["theme"]).toBe("dark"));
  });

  it("go back, with the reason, where they cannot be kept", async () => {
    desk().failing.set("save_settings", "disk_full");
    const user = await start();
    await user.keyboard("{Control>}+{/Control}");
    await waitFor(() => expect(settings.now.text_size).toBe(100));
    expect(await screen.findByText(/disk/i)).toBeInTheDocument();
  });

  it("keep the text between 80 and 160 %", async () => {
    const user = await start();
    for (let n = 0; n < 9; n += 1) await user.keyboard("{Control>}-{/Control}");
    expect(settings.now.text_size).toBe(80);
    for (let n = 0; n < 20; n += 1) await user.keyboard("{Control>}+{/Control}");
    expect(settings.now.text_size).toBe(160);
    await user.keyboard("{Control>}0{/Control}");
    expect(settings.now.text_size).toBe(100);
  });
});

describe("edges of panels", () => {
  const edge = (): HTMLElement => screen.getByRole("separator", { name: "Width of the list" });
  // jsdom has no pointer events.
  const pointer = (name: string, clientX: number): Promise<boolean> =>
    fireEvent(edge(), Object.assign(new Event(name, { bubbles: true }), { clientX, button: 0, pointerId: 1 }));
  const drag = async (by: number): Promise<void> => {
    await pointer("pointerdown", 400);
    await pointer("pointermove", 400 + by);
    await pointer("pointerup", 400 + by);
  };

  // SPEC 2: three panels beside each other, as wide as the person wants them.
  it("are dragged by up to 80 px either way and remembered", async () => {
    await start();
    await drag(30);
    await waitFor(() => expect(document.documentElement.style.getPropertyValue("--dx-list")).toBe("30px"));
    await drag(900);
    expect(edge()).toHaveAttribute("aria-valuenow", "80");
    await drag(-900);
    await waitFor(() => expect(desk().settings.panels).toEqual({ list: -80, guest: 0 }));
    await pointer("pointermove", 900);
    expect(edge()).toHaveAttribute("aria-valuenow", "-80");
    await fireEvent.dblClick(edge());
    expect(edge()).toHaveAttribute("aria-valuenow", "0");
  });

  it("are moved by the arrows, the guest's the other way round, and mirrored with the page", async () => {
    const user = await start();
    await open("c2", user);
    edge().focus();
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowLeft}");
    expect(edge()).toHaveAttribute("aria-valuenow", "8");
    await user.keyboard("{End}");
    expect(edge()).toHaveAttribute("aria-valuenow", "80");
    await user.keyboard("{Enter}");
    expect(edge()).toHaveAttribute("aria-valuenow", "0");
    const other = (): HTMLElement => screen.getByRole("separator", { name: "Width of the guest's details" });
    other().focus();
    await user.keyboard("{ArrowLeft}");
    expect(other()).toHaveAttribute("aria-valuenow", "8");
    other().style.direction = "rtl";
    await user.keyboard("{ArrowLeft}");
    expect(other()).toHaveAttribute("aria-valuenow", "0");
  });
});

describe("the list", () => {
  it("hidden by its key comes back with its page", async () => {
    const user = await start();
    await open("c2", user);
    await user.keyboard("{Control>}b{/Control}");
    await waitFor(() => expect(screen.queryByRole("region", { name: "Conversations" })).toBeNull());
    await user.click(screen.getByTestId("nav-inbox"));
    expect(await screen.findByRole("region", { name: "Conversations" })).toBeInTheDocument();
  });
});

describe("the order of the list", () => {
  // SPEC 18
  it("is newest, oldest or waiting longest first", async () => {
    const user = await start();
    await user.click(screen.getByTestId("sort"));
    await user.click(screen.getByRole("menuitemradio", { name: "Waiting longest first" }));
    await waitFor(() => expect(ids().slice(0, 3)).toEqual(["c7", "c5", "c1"]));
    await user.click(screen.getByTestId("sort"));
    await user.click(screen.getByRole("menuitemradio", { name: "Oldest message first" }));
    await waitFor(() => expect(ids()[0]).toBe("c15"));
    expect(screen.queryByRole("button", { name: "Clear" })).toBeNull();
  });

  it("stands in the Status menu where there is no room for its button", async () => {
    const user = await start();
    view.roomy = false;
    await waitFor(() => expect(screen.queryByTestId("sort")).toBeNull());
    await user.click(screen.getByTestId("filter-status"));
    await user.click(screen.getByRole("menuitemradio", { name: "Oldest message first" }));
    await waitFor(() => expect(ids()[0]).toBe("c15"));
    expect(screen.getByTestId("filter-status")).toHaveTextContent("Status");
  });
});

describe("first steps", () => {
  const step = (id: string): HTMLElement => document.querySelector(`[data-testid=step][data-id=${id}]`) as HTMLElement;
  const write = vi.fn(async () => undefined);

  it("each do what they say, until the first answer", async () => {
    desk().rows = [];
    desk().state = { phase: "signed_in", me: { ...ME, presence: "away" }, sync: { ...LIVE } };
    Object.defineProperty(navigator, "clipboard", { value: { writeText: write }, configurable: true });
    render(App);
    const user = userEvent.setup({ writeToClipboard: false });
    Object.defineProperty(navigator, "clipboard", { value: { writeText: write }, configurable: true });
    await user.click(await screen.findByTestId("step-online"));
    await waitFor(() => expect(step("online")).toHaveAttribute("data-done", "true"));
    expect(desk().argsOf("set_presence")).toEqual([{ presence: "online" }]);

    expect(step("test")).toHaveTextContent("https://relay.miralva.example/chat/demo");
    await user.click(screen.getByTestId("step-copy"));
    expect(write).toHaveBeenCalledWith("https://relay.miralva.example/chat/demo");
    await user.click(screen.getByTestId("step-open"));
    expect(desk().argsOf("open_chat_page")).toHaveLength(1);
    expect(screen.getByTestId("step-claim")).toBeDisabled();

    desk().rows = [row("first", { name: "", channel: "livechat", status: "AWAITING_AGENT", waiting_since: LIVE.complete_to })];
    desk().changed({ conversations: ["first"], house: true });
    await waitFor(() => expect(step("test")).toHaveAttribute("data-done", "true"));
    await user.click(screen.getByTestId("step-claim"));
    await waitFor(() => expect(step("claim")).toHaveAttribute("data-done", "true"));
    expect(acted()).toEqual([{ conversation: "first", action: "claim", staff: null }]);
    await user.click(screen.getByTestId("step-reply"));
    await waitFor(() => expect(screen.getByTestId("composer")).toHaveFocus());
  });

  it("are not shown to a house where everything is resolved: that says how to see it", async () => {
    desk().rows = desk().rows.filter((one) => one.status === "RESOLVED");
    const user = await start();
    expect(await screen.findByText("Nothing is open.")).toBeInTheDocument();
    expect(screen.queryByTestId("step-online")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(ids()).toEqual(["c12", "c14"]));
  });
});

describe("states", () => {
  // SPEC 9: a guest whose name nobody knows yet has a word instead, everywhere.
  it("call a guest without a name by a word", async () => {
    desk().rows.unshift(row("nobody", { name: "" }));
    desk().outbox = [
      { id: "o9", action: "send_message", conversation: "nobody", guest: "", text: null, at: LIVE.complete_to ?? 0, state: "queued", code: null, detail: null },
    ];
    const user = await start();
    await open("nobody", user);
    const shown = document.querySelector("#row-nobody") as HTMLElement;
    expect(shown.querySelector(".name")).toHaveTextContent("Guest");
    expect(shown.getAttribute("aria-label")).toMatch(/Guest/);
    expect(document.querySelector(".th h2")).toHaveTextContent("Guest");
    expect(within(await screen.findByTestId("guest-panel")).getAllByRole("heading", { name: "Guest" })).toHaveLength(2);
    await user.keyboard("{Control>}{Shift>}q{/Shift}{/Control}");
    expect((await screen.findByTestId("outbox-entry")).textContent?.replace(/[\u2068\u2069]/g, "")).toContain("Reply to Guest");
  });

  it("say in words what could not be read, where it happened, with a way out", async () => {
    desk().failing.set("guest_panel", "disk_error");
    desk().failing.set("search", "disk_error");
    const user = await start();
    await open("c2", user);
    const panel = await screen.findByTestId("guest-panel");
    expect(await within(panel).findByRole("alert")).toHaveTextContent("The guest's details could not be read.");
    await user.type(screen.getByTestId("search"), "ana");
    const list = screen.getByRole("region", { name: "Conversations" });
    expect(await within(list).findByRole("alert")).toHaveTextContent("The disk of this computer reports an error.");
    desk().failing.clear();
    await user.click(within(panel).getByRole("button", { name: "Retry" }));
    await waitFor(() => expect(panel).toHaveTextContent("Mariana"));
    await user.click(within(list).getByRole("button", { name: "Retry" }));
    await waitFor(() => expect(ids()).toContain("c10"));
    expect(within(list).queryByRole("alert")).toBeNull();
  });

  // DESIGN_UI 7: at the start nothing is called offline before the desk says so.
  it("say catching up, not offline, until the desk knows better", async () => {
    desk().state = { phase: "signed_in", me: { ...ME }, sync: { ...LIVE, state: "behind" } };
    await start();
    expect(screen.getByTestId("sync-state")).toHaveTextContent("Catching up");
    expect(screen.getByTestId("presence")).toHaveTextContent("Online");
  });

  it("show nothing for 400 ms, then three still lines, and no list that empties while it is asked again", async () => {
    let answer: (value: never) => void = () => undefined;
    desk().handlers.conversation_list = () => new Promise<never>((resolve) => (answer = resolve)) as never;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    render(App);
    // No time passes while the desk answers.
    for (let n = 0; n < 20; n += 1) await Promise.resolve();
    const lines = (): number => screen.getByRole("status", { name: "Loading conversations" }).querySelectorAll("i").length;
    await vi.advanceTimersByTimeAsync(399);
    expect(lines()).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(lines()).toBe(3);
    vi.useRealTimers();
    answer({ rows: desk().rows, offset: 0, total: 15, waiting: 0, longest_waiting_since: null, complete: true } as never);
    await waitFor(() => expect(ids().length).toBeGreaterThan(5));
    void list.refresh();
    expect(ids().length).toBeGreaterThan(5);
  });
});
