import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import ListPanel from "../../src/inbox/ListPanel.svelte";
import { LIVE, ME, NOW, row } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { onDeskEvent } from "../../src/store/events";
import { list, NO_FILTER } from "../../src/store/list.svelte";
import { search } from "../../src/store/search.svelte";
import { desk } from "../setup";

const rows = (): HTMLElement[] => screen.queryAllByTestId("conversation-row");
const ids = (): string[] => rows().map((one) => one.dataset["id"] ?? "");

async function show() {
  await desk().listen(onDeskEvent);
  render(ListPanel);
  await list.refresh();
  await list.loadChoices();
  return userEvent.setup();
}

beforeEach(() => {
  app.setState({ phase: "signed_in", me: ME, sync: { ...LIVE, clock_offset: NOW - Date.now() } });
  list.reset(NO_FILTER);
  search.clear();
});

describe("a row", () => {
  // SPEC 9, 10, 11, 12, 13
  it("shows name, preview, time, channel and unread", async () => {
    await show();
    const mariana = rows().find((one) => one.dataset["id"] === "c2");
    expect(mariana).toHaveTextContent("Mariana Albuquerque de Vasconcelos e Sá");
    expect(mariana).toHaveTextContent("Perfeito! E até que horas");
    expect(mariana).toHaveTextContent("09:38");
    expect(mariana).toHaveTextContent("WhatsApp");
    expect(mariana?.querySelector(".badge")).toHaveTextContent("1");
    expect(mariana).toHaveAttribute("data-status", "AGENT_ASSIGNED");
    expect(mariana).toHaveAttribute("data-channel", "whatsapp");
    expect(mariana).toHaveAttribute("data-unread", "1");
  });

  // SPEC 14, 15, 16, 17
  it("has a mark of its own shape for each status", async () => {
    await show();
    await list.setFilter({ statuses: ["all"] });
    await waitFor(() => expect(rows()).toHaveLength(15));
    const shapes = new Map<string, string>();
    for (const one of rows()) shapes.set(one.dataset["status"] ?? "", one.querySelector(".st")?.innerHTML ?? "");
    expect(new Set(shapes.values()).size).toBe(5);
    expect(screen.getAllByRole("img", { name: "Bot handling" })[0]).toHaveClass("st-bot");
    expect(screen.getAllByRole("img", { name: "Waiting for an agent" })[0]).toHaveClass("st-wait");
    expect(screen.getAllByRole("img", { name: "Agent assigned" })[0]).toHaveClass("st-agent");
    expect(screen.getAllByRole("img", { name: "Resolved" })[0]).toHaveClass("st-done");
  });

  it("is read out as one sentence", async () => {
    await show();
    const label = rows()[0]?.getAttribute("aria-label")?.replace(/[\u2068\u2069]/g, "").replaceAll("\u00a0", " ");
    expect(label).toMatch(/^خالد المنصوري, waiting 4 min, Arriving 22 Nov, WhatsApp, 2 unread, last message: /);
  });

  it("shows guest text as text", async () => {
    const [first] = desk().rows;
    if (first?.preview) first.preview.text = "<img src=x onerror=alert(1)>";
    await show();
    expect(rows()[0]?.querySelector("img")).toBeNull();
    expect(rows()[0]).toHaveTextContent("<img src=x onerror=alert(1)>");
  });
});

describe("the list", () => {
  it("draws only rows that are on screen, of however many", async () => {
    for (let n = 0; n < 20_000; n += 1) desk().rows.push(row(`n${n}`));
    await show();
    expect(list.total).toBeGreaterThan(20_000);
    expect(rows().length).toBeLessThan(30);
    const box = screen.getByRole("listbox");
    box.scrollTop = 58 * 15_000;
    await fireEvent.scroll(box);
    await waitFor(() => expect(ids()).toContain("n14995"));
    expect(rows().length).toBeLessThan(40);
    expect(list.rows.size).toBeLessThan(400);
  });

  // SPEC 18, 19
  it("follows a change at once", async () => {
    await show();
    desk().rows.unshift(row("fresh", { name: "Nova Pessoa" }));
    desk().changed({ conversations: ["fresh"] });
    await waitFor(() => expect(ids()[0]).toBe("fresh"));
  });

  it("holds its order under the pointer, shows news in place, and takes the new order when the pointer leaves", async () => {
    await show();
    const before = ids();
    const box = screen.getByRole("listbox");
    await fireEvent.pointerMove(box, { pointerType: "mouse" });
    const [moved] = desk().rows.splice(2, 1);
    if (moved?.preview) moved.preview.text = "Et le petit déjeuner ?";
    if (moved) desk().rows.unshift(moved);
    desk().changed({ conversations: ["c3"] });
    await waitFor(() => expect(screen.getByText("Et le petit déjeuner ?")).toBeInTheDocument());
    expect(ids()).toEqual(before);
    expect(screen.getByText("Newer above")).toBeInTheDocument();
    await fireEvent.pointerLeave(box);
    expect(ids()[0]).toBe("c3");
  });

  // SPEC 6, 7, 8
  it("filters by channel, status and assignee", async () => {
    const user = await show();
    await user.click(screen.getByTestId("filter-channel"));
    await user.click(screen.getByRole("menuitemcheckbox", { name: /Instagram/ }));
    await waitFor(() => expect(ids()).toEqual(["c3", "c7"]));
    await user.keyboard("{Escape}");
    await user.click(screen.getByTestId("filter-status"));
    await user.click(screen.getByRole("menuitemcheckbox", { name: /Waiting/ }));
    await waitFor(() => expect(ids()).toEqual(["c7"]));
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("button", { name: "Clear" }));
    await user.click(screen.getByTestId("filter-assignee"));
    await user.click(screen.getByRole("menuitemcheckbox", { name: "Me" }));
    await waitFor(() => expect(ids()).toEqual(["c2", "c6", "c11"]));
  });

  it("opens its menus by keyboard and gives the focus back", async () => {
    const user = await show();
    screen.getByTestId("filter-status").focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(screen.getByRole("menuitemradio", { name: "All" })).toHaveFocus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(rows()).toHaveLength(15));
    await user.keyboard("{Escape}");
    expect(screen.getByTestId("filter-status")).toHaveFocus();
  });

  it("says who waits and filters to them", async () => {
    const user = await show();
    expect(screen.getByTestId("waiting-strip").textContent?.replaceAll("\u00a0", " ")).toContain("3 waiting, longest 22 min");
    await user.click(screen.getByTestId("waiting-strip"));
    await waitFor(() => expect(ids()).toEqual(["c1", "c5", "c7"]));
  });

  // SPEC 4, 5
  it("finds guests and messages, and marks what matched", async () => {
    const user = await show();
    await user.type(screen.getByTestId("search"), "die minibar,");
    await waitFor(() => expect(screen.getByTestId("message-hit")).toHaveAttribute("data-id", "c5"));
    expect(screen.getByText("die Minibar,").tagName).toBe("MARK");
    await user.clear(screen.getByTestId("search"));
    await user.type(screen.getByTestId("search"), "+44");
    await waitFor(() => expect(ids()).toEqual(["c13"]));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(rows().length).toBeGreaterThan(5));
  });

  // BEYOND 5.1
  it("says what it looked for instead where a word was mistyped", async () => {
    const user = await show();
    desk().handlers.search = () => ({
      conversations: [row("c5")], more_conversations: false, messages: [], before: null, complete_back_to: null, instead: "minibar",
    });
    await user.type(screen.getByTestId("search"), "minbiar");
    const told = await screen.findByTestId("search-instead");
    expect(told.textContent?.replace(/[\u2066-\u2069]/gu, "").trim()).toBe("Nothing matches “minbiar”. Shown: minibar");
    expect(ids()).toEqual(["c5"]);
  });

  // SPEC 4; DESIGN_UI 5: Enter opens the row, and the next letter is a command
  it("opens what was found with Enter and leaves the field; with nothing found it stays", async () => {
    const user = await show();
    const field = screen.getByTestId("search");
    await user.type(field, "zzz{Enter}");
    await waitFor(() => expect(screen.getByText(/Nothing matches/)).toBeInTheDocument());
    await user.keyboard("{Enter}");
    expect(field).toHaveFocus();
    await user.clear(field);
    await user.type(field, "+44");
    await waitFor(() => expect(ids()).toEqual(["c13"]));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(desk().argsOf("open_conversation")).toEqual([{ conversation: "c13" }]));
    expect(screen.getByRole("listbox")).toHaveFocus();
  });

  // SPEC 165
  it("changes the presence in its header", async () => {
    const user = await show();
    await user.click(screen.getByTestId("presence"));
    await user.click(screen.getByRole("menuitemradio", { name: "Away" }));
    await waitFor(() => expect(screen.getByTestId("presence")).toHaveTextContent("Away"));
    expect(desk().argsOf("set_presence")).toEqual([{ presence: "away" }]);
  });

  it("says in words why it could not be read, with a way out", async () => {
    desk().failing.set("conversation_list", "disk_error");
    const user = await show();
    expect(await screen.findByRole("alert")).toHaveTextContent("The disk of this computer reports an error.");
    desk().failing.clear();
    await user.click(screen.getByRole("button", { name: "Retry" }));
    await waitFor(() => expect(rows().length).toBeGreaterThan(0));
  });

  it("says in an empty house what belongs here, and under a filter how to clear it", async () => {
    desk().rows = [];
    await show();
    expect(screen.getByText("No conversations yet")).toBeInTheDocument();
    await list.setFilter({ channels: ["tiktok"] });
    expect(await screen.findByText("No conversations match")).toBeInTheDocument();
  });
});
