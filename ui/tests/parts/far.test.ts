import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import App from "../../src/App.svelte";
import type { ThreadMessage } from "../../src/generated/ThreadMessage";
import { message, NOW, row } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { search } from "../../src/store/search.svelte";
import { thread } from "../../src/store/thread.svelte";
import { view } from "../../src/store/view.svelte";
import { openConversation } from "../../src/store/work";
import { desk } from "../setup";

// Hundreds of rows in a page that lays nothing out take their time.
vi.setConfig({ testTimeout: 30_000 });

const MANY = 6_000;
/** One in a hundred is looked for. */
const text = (n: number): string => (n % 100 === 50 ? `please bring saxophone ${n}` : `message ${n}`);

/** A conversation of thousands; `m0` is the oldest. */
function long(id: string, count: number, words = text): void {
  desk().threads[id] = Array.from({ length: count }, (_, n) => message(`${id}-m${n}`, { text: words(n), at: NOW - (count - n) * 60_000 }));
}

async function start(): Promise<ReturnType<typeof userEvent.setup>> {
  render(App);
  await waitFor(() => expect(document.querySelector("#row-c2")).not.toBeNull());
  return userEvent.setup();
}

const hits = (): HTMLElement[] => screen.queryAllByTestId("message-hit");
const shown = (): string[] => screen.queryAllByTestId("message").map((one) => one.dataset["id"] ?? "");
const log = (): HTMLElement => screen.getByRole("log");
const cap = (): string => screen.getByTestId("search-messages").textContent ?? "";

async function look(user: ReturnType<typeof userEvent.setup>, words: string): Promise<void> {
  await user.click(screen.getByTestId("search"));
  await fireEvent.input(screen.getByTestId("search"), { target: { value: words } });
  await waitFor(() => expect(hits().length).toBeGreaterThan(0));
}

beforeEach(() => {
  app.state = undefined;
  search.clear();
  thread.close();
  view.active = null;
});

// BEYOND 5.1
describe("the hits of a search", () => {
  it("are shown fifty at a time, older ones on request, below those that are there, to the last", async () => {
    long("c2", 130, (n) => `saxophone ${n}`);
    const user = await start();
    await look(user, "saxophone");
    expect(hits()).toHaveLength(50);
    expect(cap()).toBe("Messages: newest 50");
    const first = hits()[0];
    await user.click(screen.getByTestId("search-older"));
    await waitFor(() => expect(hits()).toHaveLength(100));
    expect(hits()[0]).toBe(first);
    expect(cap()).toBe("Messages: newest 100");
    const button = screen.getByTestId("search-older");
    button.focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(hits()).toHaveLength(130));
    expect(cap()).toBe("Messages: 130");
    expect(screen.queryByTestId("search-older")).toBeNull();
    // The button is gone, and the keyboard is where its rows came.
    await waitFor(() => expect(document.querySelector("[data-list]")).toHaveFocus());
    expect(screen.getAllByRole("status").some((one) => one.textContent === "Messages: 130")).toBe(true);
    expect(hits().map((one) => one.dataset["message"])).toEqual(Array.from({ length: 130 }, (_, n) => `c2-m${129 - n}`));
  });

  it("go on for whoever comes to their end with the arrows, hit by hit, also within one conversation, and leave the focus in the field", async () => {
    long("c2", 70, (n) => `saxophone ${n}`);
    const user = await start();
    await look(user, "saxophone");
    const field = screen.getByTestId("search");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(search.hit).toBe("c2-m68");
    await waitFor(() => expect(document.querySelector(".m.found")).toHaveAttribute("data-id", "c2-m68"));
    expect(field).toHaveFocus();
    expect(document.querySelector(".crow.active")).toHaveAttribute("data-message", "c2-m68");
    await openConversation("c2", "c2-m21", true);
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(hits()).toHaveLength(70));
    expect(search.hit).toBe("c2-m20");
    await user.keyboard("{ArrowDown}");
    expect(search.hit).toBe("c2-m19");
    expect(field).toHaveFocus();
  });

  it("stay as many while news come in, and follow them", async () => {
    long("c2", 130, (n) => `saxophone ${n}`);
    const user = await start();
    await look(user, "saxophone");
    await user.click(screen.getByTestId("search-older"));
    await waitFor(() => expect(hits()).toHaveLength(100));
    desk().threads["c2"] = [...(desk().threads["c2"] ?? []), message("c2-new", { text: "one more saxophone", at: NOW + 60_000 })];
    desk().changed({ conversations: ["c2"], threads: ["c2"] });
    await waitFor(() => expect(hits()[0]).toHaveAttribute("data-message", "c2-new"));
    expect(hits()).toHaveLength(100);
  });

  it("keep the words that were found instead", async () => {
    long("c2", 60, (n) => `saxophone ${n}`);
    const user = await start();
    const asked: unknown[] = [];
    const found = { conversations: [], more_conversations: false, complete_back_to: null };
    const hit = (n: number) => ({ row: row("c2"), message: `c2-m${n}`, author: "guest", excerpt: "saxophone", marks: [], at: NOW + n });
    desk().handlers.search = (args) => {
      asked.push(args.before);
      if (args.before) return { ...found, messages: [hit(1)], before: null, instead: null };
      return { ...found, messages: [hit(2)], before: { before: "k2", texts: ["saxophone"] }, instead: "saxophone" };
    };
    await look(user, "saxohpone");
    await user.click(screen.getByTestId("search-older"));
    await waitFor(() => expect(hits()).toHaveLength(2));
    expect(asked.at(-1)).toEqual({ before: "k2", texts: ["saxophone"] });
    expect(screen.getByTestId("search-instead")).toHaveTextContent("saxophone");
  });
});

// BEYOND 5.1; DESIGN_UI 6
describe("a jump to a message far back", () => {
  async function jump(to: string): Promise<ReturnType<typeof userEvent.setup>> {
    long("c2", MANY);
    const user = await start();
    await openConversation("c2", to);
    await waitFor(() => expect(document.querySelector(".m.found")).toHaveAttribute("data-id", to));
    return user;
  }

  it("shows it amid its neighbours by one question, with no more rows than usual and the focus on it", async () => {
    await jump("c2-m650");
    expect(shown()).toEqual(Array.from({ length: 51 }, (_, n) => `c2-m${625 + n}`));
    const found = document.querySelector(".m.found");
    await waitFor(() => expect(found).toHaveFocus());
    expect(found).toHaveAccessibleName(/please bring saxophone 650/);
    expect(desk().argsOf("messages")).toEqual([{ conversation: "c2", around: "c2-m650", limit: 50 }]);
    expect(screen.getByTestId("to-foot")).toHaveTextContent("Jump to latest");
  });

  it("goes on in both directions", async () => {
    await jump("c2-m650");
    await fireEvent.scroll(log());
    await waitFor(() => expect(shown()).toHaveLength(101));
    await fireEvent.scroll(log());
    await waitFor(() => expect(shown()).toHaveLength(151));
    const [first, last] = [shown()[0] ?? "", shown().at(-1) ?? ""];
    const [from, to] = [first, last].map((id) => Number(id.slice(4)));
    expect((to ?? 0) - (from ?? 0)).toBe(150);
    expect(shown()).toEqual(Array.from({ length: 151 }, (_, n) => `c2-m${(from ?? 0) + n}`));
  });

  it("comes to the end page by page, and is at the end then", async () => {
    await jump("c2-m5940");
    // The newest page does not have it, and it is one page away.
    expect(thread.after).not.toBeNull();
    await thread.newer();
    expect(thread.after).toBeNull();
    expect(thread.messages.at(-1)?.id).toBe(`c2-m${MANY - 1}`);
    expect(new Set(thread.messages.map((one) => one.id)).size).toBe(thread.messages.length);
  });

  it("is not torn by what arrives meanwhile; back at the end it is there", async () => {
    const user = await jump("c2-m650");
    const before = shown();
    const more = (all: ThreadMessage[]) => [...all, message("c2-new", { text: "Are you there?", at: NOW })];
    desk().threads["c2"] = more(desk().threads["c2"] ?? []);
    const changedOne = desk().threads["c2"]?.find((one) => one.id === "c2-m640");
    if (changedOne) changedOne.text = "edited meanwhile";
    desk().changed({ conversations: ["c2"], threads: ["c2"] });
    await waitFor(() => expect(log()).toHaveTextContent("edited meanwhile"));
    expect(shown()).toEqual(before);
    expect(log()).not.toHaveTextContent("Are you there?");
    await user.click(screen.getByTestId("to-foot"));
    await waitFor(() => expect(log()).toHaveTextContent("Are you there?"));
    expect(shown()).toHaveLength(50);
    expect(shown().at(-1)).toBe("c2-new");
    expect(screen.queryByTestId("to-foot")).toBeNull();
  });

  it("is left where something is written", async () => {
    const user = await jump("c2-m650");
    await user.type(screen.getByTestId("composer"), "Good morning{Enter}");
    await waitFor(() => expect(log()).toHaveTextContent("Good morning"));
    expect(thread.after).toBeNull();
    expect(shown().length).toBeLessThanOrEqual(51);
  });

  it("from hit to hit reads out what is shown where the focus stays in the list", async () => {
    long("c2", MANY);
    await start();
    await openConversation("c2", "c2-m650", true);
    await waitFor(() => expect(screen.getAllByRole("status").some((one) => one.textContent?.startsWith("Shown: ") && one.textContent.includes("saxophone 650"))).toBe(true));
    expect(document.querySelector(".m.found")).not.toHaveFocus();
    const opened = desk().argsOf("open_conversation").length;
    await openConversation("c2", "c2-m150", true);
    await waitFor(() => expect(document.querySelector(".m.found")).toHaveAttribute("data-id", "c2-m150"));
    expect(desk().argsOf("open_conversation")).toHaveLength(opened);
  });

  it("does not read what is new at the end, which nobody sees there", async () => {
    long("c9", MANY);
    Object.assign(desk().find("c9"), { unread: 2 });
    const user = await start();
    await openConversation("c9", "c9-m650");
    await waitFor(() => expect(document.querySelector(".m.found")).toHaveAttribute("data-id", "c9-m650"));
    await new Promise((done) => setTimeout(done, 600));
    expect(desk().argsOf("act")).toEqual([]);
    await user.click(screen.getByTestId("to-foot"));
    await waitFor(() => expect(desk().argsOf("act")).toEqual([{ conversation: "c9", action: "mark_read", staff: null }]));
  });

  it("to the same message once more shows it once more", async () => {
    await jump("c2-m650");
    const scrolled = vi.spyOn(document.querySelector(".m.found") as HTMLElement, "scrollIntoView");
    await openConversation("c2", "c2-m650");
    await waitFor(() => expect(scrolled).toHaveBeenCalled());
  });

  it("is left by opening the conversation once more", async () => {
    await jump("c2-m650");
    await openConversation("c2");
    await waitFor(() => expect(shown().at(-1)).toBe(`c2-m${MANY - 1}`));
    expect(thread.after).toBeNull();
    expect(screen.queryByTestId("to-foot")).toBeNull();
  });

  it("stays at the end for a message that is near it", async () => {
    await jump("c2-m5990");
    expect(thread.after).toBeNull();
    expect(shown().at(-1)).toBe(`c2-m${MANY - 1}`);
  });
});

// DESIGN_SYNC, Cursor and history; DESIGN_UI 7
describe("a message that is not on this computer", () => {
  it("is fetched, and that is said as long as it lasts; then it is shown", async () => {
    long("c2", 40);
    await start();
    const all = desk().threads["c2"] ?? [];
    let here = false;
    desk().handlers.messages = ({ around }) => {
      const found = around !== undefined && !here ? [] : here ? [message("c2-old", { text: "found at last", at: NOW - 90 * 86_400_000 }), ...all] : all;
      return { messages: found, before: null, after: null, fetching: !here, out_of_reach: false };
    };
    await openConversation("c2", "c2-old");
    const told = await screen.findByTestId("sought");
    expect(told).toHaveAttribute("data-state", "fetching");
    expect(told).toHaveTextContent("Fetching it from the relay");
    here = true;
    desk().changed({ threads: ["c2"] });
    await waitFor(() => expect(document.querySelector(".m.found")).toHaveAttribute("data-id", "c2-old"));
    expect(screen.queryByTestId("sought")).toBeNull();
  });

  it("cannot be fetched offline, which is said; and where nobody has it, that is said, too", async () => {
    long("c2", 40);
    const user = await start();
    const all = desk().threads["c2"] ?? [];
    let reached = false;
    desk().handlers.messages = ({ around }) => ({
      messages: around === undefined ? all : [], before: null, after: null, fetching: false, out_of_reach: !reached,
    });
    await openConversation("c2", "c2-old");
    await waitFor(() => expect(screen.getByTestId("sought")).toHaveAttribute("data-state", "out-of-reach"));
    expect(screen.getByTestId("sought")).toHaveTextContent("It is fetched when the connection is back.");
    reached = true;
    // It is asked again without being told.
    await waitFor(() => expect(screen.getByTestId("sought")).toHaveAttribute("data-state", "absent"), { timeout: 6000 });
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByTestId("sought")).toBeNull());
  });
});
