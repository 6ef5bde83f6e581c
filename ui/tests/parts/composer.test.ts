import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import Composer from "../../src/composer/Composer.svelte";
import { forgetWriting } from "../../src/composer/writing.svelte";
import type { Header } from "../../src/generated/Header";
import { NOW, ROWS, headerOf, LIVE, ME } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { composer } from "../../src/store/composer.svelte";
import { thread } from "../../src/store/thread.svelte";
import { desk } from "../setup";

const row = ROWS[1] as (typeof ROWS)[number];

function show(more: Partial<Header> = {}) {
  const header = { ...headerOf(row), ...more };
  thread.id = header.id;
  thread.header = header;
  render(Composer, { header });
  return userEvent.setup();
}
const field = (): HTMLTextAreaElement => screen.getByTestId("composer");
const sent = (): unknown[] => desk().argsOf("send_message");

beforeEach(() => {
  app.setState({ phase: "signed_in", me: ME, sync: { ...LIVE, clock_offset: NOW - Date.now() } });
});

afterEach(() => {
  cleanup();
  forgetWriting();
  composer.reset();
});

describe("keys of the composer", () => {
  it("sends on Enter and empties the field", async () => {
    const user = show();
    await user.type(field(), "Bom dia{Enter}");
    expect(sent()).toEqual([{ conversation: "c2", text: "Bom dia", reply_to: null, attachments: [], send_at: null }]);
    expect(field()).toHaveValue("");
  });

  it("makes a new line on Shift Enter", async () => {
    const user = show();
    await user.type(field(), "one{Shift>}{Enter}{/Shift}two");
    expect(field()).toHaveValue("one\ntwo");
    expect(sent()).toEqual([]);
  });

  it("leaves Enter to an input method that composes, also where WebKit only says 229", async () => {
    const user = show();
    await user.type(field(), "にほん");
    await fireEvent.keyDown(field(), { key: "Enter", isComposing: true });
    await fireEvent.keyDown(field(), { key: "Enter", keyCode: 229 });
    expect(sent()).toEqual([]);
    await fireEvent.keyDown(field(), { key: "Enter" });
    expect(sent()).toHaveLength(1);
  });

  it("sends nothing empty and nothing too long", async () => {
    const user = show({ max_length: 5 });
    await user.type(field(), "   {Enter}");
    await user.clear(field());
    await user.type(field(), "toolong{Enter}");
    expect(sent()).toEqual([]);
    expect(screen.getByText("2 too many")).toBeInTheDocument();
    expect(screen.getByTestId("send")).toBeDisabled();
  });

  it("gives the text back with the reason when it could not be kept", async () => {
    desk().failing.set("send_message", "disk_full");
    const user = show();
    await user.type(field(), "Bom dia{Enter}");
    await waitFor(() => expect(field()).toHaveValue("Bom dia"));
    expect(screen.getByRole("alert")).toHaveTextContent("The disk of this computer is full.");
  });
});

describe("modes and states", () => {
  // SPEC 41
  it("writes a note for colleagues only, on its own paper", async () => {
    const user = show();
    await user.click(screen.getByTestId("note-mode"));
    expect(field()).toHaveAttribute("data-mode", "note");
    expect(field().closest(".box")).toHaveClass("note");
    await user.type(field(), "Cot is in the room{Enter}");
    expect(desk().argsOf("add_note")).toEqual([{ conversation: "c2", text: "Cot is in the room", attachments: [] }]);
    expect(sent()).toEqual([]);
  });

  // SPEC 49
  it("locks free text after the window and keeps notes possible", async () => {
    const user = show({ window_closes_at: NOW - 60_000 });
    expect(field()).toHaveAttribute("data-locked", "closed");
    expect(screen.queryByTestId("send")).toBeNull();
    await user.click(screen.getByTestId("note-mode"));
    expect(field()).toBeEnabled();
    expect(field().tagName).toBe("TEXTAREA");
  });

  it("says Queue while the relay is out of reach", async () => {
    app.setSync({ ...LIVE, state: "offline", offline_since: NOW });
    show();
    expect(screen.getByTestId("send")).toHaveTextContent("Queue");
  });

  it("asks to claim first where nobody has it", async () => {
    const user = show({ status: "AWAITING_AGENT", mine: false, assignee: null, actions: [{ action: "claim", enabled: true }] });
    expect(screen.getByText("Claim this conversation to reply.")).toBeInTheDocument();
    await user.click(within(screen.getByTestId("composer")).getByRole("button", { name: /Claim/ }));
    expect(desk().argsOf("act")).toEqual([{ conversation: "c2", action: "claim", staff: null }]);
  });

  it("keeps a draft for each mode", async () => {
    desk().drafts.set("c2/false", "half a reply");
    desk().drafts.set("c2/true", "half a note");
    const user = show();
    await waitFor(() => expect(field()).toHaveValue("half a reply"));
    await user.type(field(), "!");
    await user.click(screen.getByTestId("note-mode"));
    expect(field()).toHaveValue("half a note");
    await waitFor(() => expect(desk().drafts.get("c2/false")).toBe("half a reply!"));
  });
});

describe("the canned picker", () => {
  const options = (): string[] => screen.queryAllByRole("option").map((one) => one.dataset["shortcut"] ?? "");

  // SPEC 36, 43
  it("lists everything by its button and filters while a shortcut is typed", async () => {
    const user = show();
    await user.click(screen.getByTestId("canned"));
    await waitFor(() => expect(options()).toHaveLength(6));
    await user.type(field(), "wifi");
    await waitFor(() => expect(options()).toEqual(["wifi"]));
  });

  // SPEC 36, 43, 44
  it("opens on a slash, moves with the arrows, inserts with Enter and stays editable", async () => {
    const user = show();
    await user.type(field(), "Olá /chec");
    await waitFor(() => expect(options()).toHaveLength(5));
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
    const list = screen.getByRole("listbox");
    expect(field()).toHaveAttribute("aria-activedescendant", `${list.id}-1`);
    expect(screen.getAllByRole("option")[1]).toHaveAttribute("aria-selected", "true");
    await user.keyboard("{Enter}");
    expect(sent()).toEqual([]);
    expect(field().value).toBe("Olá Check-out is until 12:00. Luggage stays with us as long as you like.");
    await user.keyboard(" Ok?{Enter}");
    expect(sent()).toHaveLength(1);
  });

  it("closes with Esc without losing what was typed, and stays closed for that word", async () => {
    const user = show();
    await user.type(field(), "/wi");
    await waitFor(() => expect(options()).toEqual(["wifi"]));
    await user.keyboard("{Escape}");
    expect(options()).toEqual([]);
    await user.keyboard("fi");
    expect(options()).toEqual([]);
    expect(field()).toHaveValue("/wifi");
  });

  // SPEC 44
  it("selects the blanks one after the other with Tab", async () => {
    const user = show();
    await user.type(field(), "/checkin-e");
    await waitFor(() => expect(options()).toEqual(["checkin-early"]));
    await user.keyboard("{Enter}");
    const picked = (): string => field().value.slice(field().selectionStart, field().selectionEnd);
    await waitFor(() => expect(picked()).toBe("{{time}}"));
    await user.keyboard("{Tab}");
    expect(picked()).toBe("{{name}}");
  });
});
