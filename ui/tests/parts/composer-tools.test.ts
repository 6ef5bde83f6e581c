import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import Composer from "../../src/composer/Composer.svelte";
import { forgetWriting } from "../../src/composer/writing.svelte";
import type { Header } from "../../src/generated/Header";
import type { ThreadMessage } from "../../src/generated/ThreadMessage";
import { LIVE, ME, NOW, ROWS, STAFF, headerOf, message } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { composer } from "../../src/store/composer.svelte";
import { house } from "../../src/store/house.svelte";
import { INSTALLED, settings } from "../../src/store/settings.svelte";
import { thread } from "../../src/store/thread.svelte";
import { desk } from "../setup";

const row = ROWS[1] as (typeof ROWS)[number];

function show(more: Partial<Header> = {}) {
  const header = { ...headerOf(row), ...more };
  thread.id = header.id;
  thread.header = header;
  const shown = render(Composer, { header });
  return { ...shown, user: userEvent.setup({ applyAccept: false }) };
}
const field = (): HTMLTextAreaElement => screen.getByTestId("composer");
const sent = (): Record<string, unknown>[] => desk().argsOf("send_message") as Record<string, unknown>[];
const last = <T>(list: T[]): T | undefined => list.at(-1);
const file = (name: string, size: number, type = "application/pdf"): File => {
  const made = new File([new Uint8Array(Math.min(size, 2_000_000))], name, { type });
  if (made.size !== size) Object.defineProperty(made, "size", { value: size });
  return made;
};
const chips = (): (string | undefined)[] => screen.queryAllByTestId("attachment").map((one) => one.dataset["state"]);

beforeEach(() => {
  app.setState({ phase: "signed_in", me: ME, sync: { ...LIVE, clock_offset: NOW - Date.now() } });
  house.staff = STAFF;
  settings.take(INSTALLED);
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  forgetWriting();
  composer.reset();
  thread.close();
});

describe("files", () => {
  it("are read in pieces, shown with their size, and go with the message in order", async () => {
    const { user } = show();
    await user.upload(screen.getByTestId("attach-input"), [file("map.pdf", 1_300_000), file("menu.pdf", 10)]);
    await waitFor(() => expect(chips()).toEqual(["ready", "ready"]));
    expect(screen.getAllByTestId("attachment")[0]).toHaveTextContent("map.pdf 1.3 MB");
    expect(desk().argsOf("attachment_piece").map((one) => (one as { offset: number }).offset)).toEqual([0, 524_288, 1_048_576, 0]);
    await user.type(field(), "Segue o mapa.{Enter}");
    expect(last(sent())).toMatchObject({ text: "Segue o mapa.", attachments: ["file-1", "file-2"] });
    expect(chips()).toEqual([]);
  });

  it("may go without words", async () => {
    const { user } = show();
    expect(screen.getByTestId("send")).toBeDisabled();
    await user.upload(screen.getByTestId("attach-input"), file("map.pdf", 10));
    await waitFor(() => expect(screen.getByTestId("send")).toBeEnabled());
    await user.click(screen.getByTestId("send"));
    expect(last(sent())).toMatchObject({ text: "", attachments: ["file-1"] });
  });

  it("too large are refused before a byte is read, in words with the limit, and hold up nothing", async () => {
    const { user } = show();
    await user.upload(screen.getByTestId("attach-input"), [file("Tour.mov", 48_300_000, "video/quicktime"), file("map.pdf", 10)]);
    await waitFor(() => expect(chips()).toEqual(["refused", "ready"]));
    expect(screen.getByRole("alert")).toHaveTextContent("\u2068Tour.mov\u2069, 48.3 MB, limit is 16 MB");
    expect(desk().argsOf("attachment_piece")).toHaveLength(1);
    await user.type(field(), "Segue{Enter}");
    expect(last(sent())).toMatchObject({ attachments: ["file-2"] });
    expect(chips()).toEqual(["refused"]);
  });

  it("can be cancelled while they are read; nothing is sent before they are whole", async () => {
    let go = (): void => undefined;
    desk().handlers.attachment_piece = (() => new Promise((resolve) => (go = () => resolve({ ...file, received: 10 })))) as never;
    const { user } = show();
    await user.type(field(), "Segue");
    await user.upload(screen.getByTestId("attach-input"), file("map.pdf", 10));
    await waitFor(() => expect(chips()).toEqual(["reading"]));
    expect(screen.getByTestId("send")).toBeDisabled();
    await user.keyboard("{Enter}");
    expect(sent()).toEqual([]);
    await user.click(screen.getByRole("button", { name: /Cancel .*map\.pdf/u }));
    go();
    expect(chips()).toEqual([]);
    expect(desk().argsOf("attachment_remove")).toEqual([{ attachment: "file-1" }]);
    expect(screen.getByTestId("send")).toBeEnabled();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("come by paste and by drop, but a pasted table is its words", async () => {
    const { container } = show();
    const data = (types: string[]) => ({ types, files: [file("shot.png", 10, "image/png")] });
    await fireEvent.paste(field(), { clipboardData: data(["Files", "text/html"]) });
    expect(desk().argsOf("attachment_begin")).toEqual([]);
    await fireEvent.paste(field(), { clipboardData: data(["Files"]) });
    await waitFor(() => expect(chips()).toEqual(["ready"]));
    cleanup();
    const panel = document.body.appendChild(document.createElement("section"));
    panel.dataset["panel"] = "";
    render(Composer, { target: panel, props: { header: headerOf(row) } });
    await tick();
    await fireEvent.dragOver(panel, { dataTransfer: data(["Files"]) });
    expect(screen.getByText("Let go to attach")).toBeInTheDocument();
    await fireEvent.drop(panel, { dataTransfer: data(["Files"]) });
    await waitFor(() => expect(chips()).toEqual(["ready", "ready"]));
    expect(screen.queryByText("Let go to attach")).toBeNull();
    panel.remove();
    expect(container).toBeDefined();
  });

  it("belong to their mode and are there again after a restart; one torn by it says so", async () => {
    const kept = { id: "a1", name: "map.pdf", mime: "application/pdf", size: 10, received: 10, media: "m1", problem: null };
    desk().attachments.set("c2/false", [kept, { ...kept, id: "a2", name: "film.mp4", received: 4, media: null }]);
    const { user } = show();
    await waitFor(() => expect(chips()).toEqual(["ready", "refused"]));
    expect(screen.getByRole("alert")).toHaveTextContent("\u2068film.mp4\u2069 was not read to its end; attach it again");
    await user.click(screen.getByTestId("note-mode"));
    expect(chips()).toEqual([]);
    await user.click(screen.getByTestId("reply-mode"));
    await user.keyboard("Segue{Enter}");
    expect(last(sent())).toMatchObject({ attachments: ["a1"] });
  });

  it("come back with the text when the message could not be kept", async () => {
    const { user } = show();
    await user.upload(screen.getByTestId("attach-input"), file("map.pdf", 10));
    await waitFor(() => expect(chips()).toEqual(["ready"]));
    desk().failing.set("send_message", "disk_full");
    await user.type(field(), "Segue{Enter}");
    await waitFor(() => expect(chips()).toEqual(["ready"]));
    expect(field()).toHaveValue("Segue");
  });
});

describe("emoji", () => {
  it("open with Ctrl E, are found by name, chosen by keys and put at the caret", async () => {
    const { user } = show();
    await user.type(field(), "Bom dia!");
    field().setSelectionRange(7, 7);
    await user.keyboard("{Control>}e{/Control}");
    const search = await screen.findByRole("combobox", { name: "Search emoji" });
    await waitFor(() => expect(search).toHaveFocus());
    await user.keyboard("sunr");
    await waitFor(() => expect(screen.getAllByRole("option")[0]).toHaveAccessibleName("sunrise over mountains"));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(field()).toHaveFocus());
    expect(field()).toHaveValue("Bom dia🌄!");
    expect(screen.queryByTestId("emoji-picker")).toBeNull();
    await user.keyboard("{Control>}e{/Control}");
    await waitFor(() => expect(screen.getByRole("button", { name: "Recent" })).toHaveAttribute("aria-pressed", "true"));
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(1));
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("emoji-picker")).toBeNull();
    expect(field()).toHaveFocus();
  });

  it("move in the grid with the arrows", async () => {
    const { user } = show();
    await user.click(screen.getByTestId("emoji"));
    const search = await screen.findByRole("combobox", { name: "Search emoji" });
    await screen.findAllByRole("option");
    await user.keyboard("{ArrowRight}{ArrowDown}{ArrowLeft}");
    expect(search).toHaveAttribute("aria-activedescendant", "emoji-grid-9");
  });
});

// SPEC 42
describe("naming a colleague in a note", () => {
  it("offers colleagues on an at sign, in notes only", async () => {
    const { user } = show();
    await user.type(field(), "@bea");
    expect(screen.queryByTestId("mention-picker")).toBeNull();
    await user.click(screen.getByTestId("note-mode"));
    await user.keyboard("ask @bea");
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(1));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(field()).toHaveValue("ask @Beatriz "));
    expect(field().closest(".comp-field")?.querySelector("mark")).toHaveTextContent("@Beatriz");
    await user.keyboard("to block 412{Enter}");
    expect(desk().argsOf("add_note")).toEqual([{ conversation: "c2", text: "ask @Beatriz to block 412", attachments: [] }]);
  });
});

// SPEC 45, 222
describe("sending later", () => {
  it("opens with Ctrl Shift Enter and takes one key", async () => {
    const { user } = show();
    await user.type(field(), "Bom dia");
    await user.keyboard("{Control>}{Shift>}{Enter}{/Shift}{/Control}");
    const menu = await screen.findByTestId("schedule-menu");
    expect(within(menu).getByText("After Fri 21 Nov, 09:38 WhatsApp only takes a template.")).toBeInTheDocument();
    await waitFor(() => expect(within(menu).getByRole("button", { name: /This afternoon, 15:00/u })).toHaveFocus());
    await user.keyboard("1");
    expect(last(sent())).toMatchObject({ text: "Bom dia", send_at: Date.parse("2025-11-20T15:00:00Z") });
    expect(screen.queryByTestId("schedule-menu")).toBeNull();
  });

  it("marks a time past the reply window", async () => {
    const { user } = show({ window_closes_at: NOW + 3_600_000 * 8 });
    await user.type(field(), "Bom dia");
    await user.click(screen.getByTestId("schedule"));
    const menu = await screen.findByTestId("schedule-menu");
    const described = (name: RegExp): string | null => within(menu).getByRole("button", { name }).getAttribute("aria-describedby");
    expect(described(/This afternoon/u)).toBeNull();
    expect(described(/Tomorrow/u)).toBe("schedule-warning");
  });

  it("takes any day and time of the hotel, and none that has passed", async () => {
    const { user } = show();
    await user.type(field(), "Bom dia");
    await user.click(screen.getByTestId("schedule"));
    await user.click(await screen.findByRole("button", { name: /Pick a date/u }));
    await user.click(screen.getByRole("button", { name: "Thursday 20 November" }));
    await user.clear(screen.getByTestId("schedule-time"));
    await user.type(screen.getByTestId("schedule-time"), "7:15{Enter}");
    expect(screen.getByRole("alert")).toHaveTextContent("This time has passed.");
    await user.clear(screen.getByTestId("schedule-time"));
    await user.type(screen.getByTestId("schedule-time"), "soon{Enter}");
    expect(screen.getByRole("alert")).toHaveTextContent("Write a time like 08:30.");
    expect(sent()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Tuesday 25 November" }));
    await user.clear(screen.getByTestId("schedule-time"));
    await user.type(screen.getByTestId("schedule-time"), "715{Enter}");
    expect(last(sent())).toMatchObject({ send_at: Date.parse("2025-11-25T07:15:00Z") });
  });

  it("walks the days by keyboard", async () => {
    const { user } = show();
    await user.type(field(), "Bom dia");
    await user.click(screen.getByTestId("schedule"));
    await screen.findByTestId("schedule-menu");
    await user.keyboard("3");
    await waitFor(() => expect(screen.getByRole("button", { name: "Friday 21 November" })).toHaveFocus());
    await user.keyboard("{ArrowDown}{ArrowRight}");
    await waitFor(() => expect(screen.getByRole("button", { name: "Saturday 29 November" })).toHaveFocus());
    await user.keyboard("{PageDown}");
    await waitFor(() => expect(screen.getByRole("button", { name: "Monday 1 December" })).toHaveFocus());
    expect(screen.getByRole("button", { name: "Wednesday 3 December" })).toBeEnabled();
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("schedule-menu")).toBeNull();
  });
});

// SPEC 49, 195
describe("templates", () => {
  const closed = { window_closes_at: NOW - 60_000 };

  it("are the way out of a closed window: chosen, filled in, seen and sent", async () => {
    const { user } = show(closed);
    await user.click(await screen.findByRole("button", { name: /Choose template/u }));
    const dialog = await screen.findByRole("dialog", { name: "Templates for WhatsApp" });
    await user.type(within(dialog).getByTestId("template-search"), "answer");
    await waitFor(() => expect(within(dialog).getAllByRole("option")).toHaveLength(1));
    await user.click(within(dialog).getByTestId("template-send"));
    expect(within(dialog).getByText("This must be filled in.")).toBeInTheDocument();
    expect(desk().argsOf("send_template")).toEqual([]);
    await user.type(within(dialog).getByLabelText(/Blank 2/u), "o seu quarto está pronto");
    expect(within(dialog).getByTestId("template-preview")).toHaveTextContent("Olá Mariana, temos uma resposta para si: o seu quarto está pronto.");
    await user.click(within(dialog).getByTestId("template-send"));
    expect(desk().argsOf("send_template")).toEqual([
      { conversation: "c2", template: "your_answer", language: "pt_PT", parameters: ["Mariana", "o seu quarto está pronto"] },
    ]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("open with Ctrl Shift T and keep what was written when sending fails", async () => {
    desk().failing.set("send_template", "disk_full");
    const { user } = show(closed);
    await screen.findByRole("button", { name: /Choose template/u });
    await user.keyboard("{Control>}{Shift>}T{/Shift}{/Control}");
    const dialog = await screen.findByRole("dialog", { name: "Templates for WhatsApp" });
    await user.click(within(dialog).getByTestId("template-send"));
    await waitFor(() => expect(within(dialog).getByRole("alert")).toHaveTextContent("The disk of this computer is full."));
  });

  it("are no control where the channel has none", async () => {
    desk().handlers.templates = () => [];
    show(closed);
    await tick();
    expect(screen.queryByRole("button", { name: /Choose template/u })).toBeNull();
    expect(screen.getByTestId("composer")).toHaveTextContent("takes no free text until the guest writes again");
  });

  it("wait for the claim where the conversation is nobody's", async () => {
    show({ ...closed, status: "AWAITING_AGENT", mine: false, assignee: null, actions: [{ action: "claim", enabled: true }] });
    await tick();
    expect(screen.getByTestId("composer")).toHaveAttribute("data-locked", "claim");
    composer.templates = true;
    expect(await screen.findByTestId("template-lock")).toHaveTextContent("Claim this conversation to reply.");
    expect(screen.getByTestId("template-send")).toBeDisabled();
  });
});

describe("what a reply answers", () => {
  const guest = message("g1", { author: "guest", text: "E até que horas?" });

  it("stands above the text, goes with the reply once, and can be taken away", async () => {
    const { user } = show();
    composer.quote = guest;
    await tick();
    expect(screen.getByTestId("quote")).toHaveTextContent("E até que horas?");
    await user.type(field(), "Até às 14:00{Enter}");
    expect(last(sent())).toMatchObject({ reply_to: "g1" });
    expect(screen.queryByTestId("quote")).toBeNull();
    composer.quote = guest;
    await tick();
    await user.click(screen.getByRole("button", { name: "Do not quote" }));
    await user.type(field(), "Sim{Enter}");
    expect(last(sent())).toMatchObject({ reply_to: null });
  });

  it("is no part of a note, waits in its own conversation, and comes back when sending fails", async () => {
    const { user, unmount } = show();
    composer.quote = guest;
    await user.click(screen.getByTestId("note-mode"));
    expect(screen.queryByTestId("quote")).toBeNull();
    unmount();
    show({ id: "c3" });
    expect(screen.queryByTestId("quote")).toBeNull();
    cleanup();
    desk().failing.set("send_message", "disk_full");
    const again = show();
    expect(screen.getByTestId("quote")).toBeInTheDocument();
    await again.user.type(field(), "Sim{Enter}");
    await waitFor(() => expect(screen.getByRole("alert")).toBeInTheDocument());
    expect(screen.getByTestId("quote")).toBeInTheDocument();
  });
});

describe("what waits in the queue", () => {
  const waiting = (more: Partial<ThreadMessage> = {}): ThreadMessage =>
    message("q1", { author: "staff", mine: true, state: "waiting", text: "Claro, até às 14:00.", outbox: "o1", ...more });

  it("is written again with the up arrow in an empty text, and leaves the queue", async () => {
    const { user } = show();
    thread.messages = [waiting({ id: "q0", outbox: "o0", text: "older" }), waiting()];
    await user.click(field());
    await user.keyboard("{ArrowUp}");
    await waitFor(() => expect(desk().argsOf("outbox_discard")).toEqual([{ id: "o1" }]));
    await waitFor(() => expect(field()).toHaveValue("Claro, até às 14:00."));
    expect(desk().drafts.get("c2/false")).toBe("Claro, até às 14:00.");
  });

  it("stays in the queue while there is text, and in the other mode", async () => {
    const { user } = show();
    thread.messages = [waiting()];
    await user.type(field(), "x{ArrowUp}");
    await user.click(screen.getByTestId("note-mode"));
    await user.keyboard("{ArrowUp}");
    expect(desk().argsOf("outbox_discard")).toEqual([]);
  });

  it("that has left meanwhile is not written twice", async () => {
    desk().failing.set("outbox_discard", "not_found");
    const { user } = show();
    thread.messages = [waiting()];
    await user.click(field());
    await user.keyboard("{ArrowUp}");
    await waitFor(() => expect(desk().argsOf("outbox_discard")).toHaveLength(1));
    await waitFor(() => expect(field()).toHaveValue(""));
  });
});

describe("keys and signals", () => {
  it("sends and resolves with Ctrl Enter", async () => {
    const { user } = show({ actions: [{ action: "resolve", enabled: true }] });
    await user.type(field(), "Boa viagem!{Control>}{Enter}{/Control}");
    await waitFor(() => expect(desk().argsOf("act")).toEqual([{ conversation: "c2", action: "resolve", staff: null }]));
    expect(sent()).toHaveLength(1);
  });

  it("resolves nothing when the message could not be kept", async () => {
    desk().failing.set("send_message", "disk_full");
    const { user } = show({ actions: [{ action: "resolve", enabled: true }] });
    await user.type(field(), "Boa viagem!{Control>}{Enter}{/Control}");
    await waitFor(() => expect(screen.getByRole("alert")).toBeInTheDocument());
    expect(desk().argsOf("act")).toEqual([]);
  });

  it("makes a new line with Enter and sends with Ctrl Enter where the computer is set so", async () => {
    settings.take({ ...INSTALLED, enter_sends: "ctrl_enter" });
    const { user } = show({ actions: [{ action: "resolve", enabled: true }] });
    await user.type(field(), "one{Enter}two");
    expect(field()).toHaveValue("one\ntwo");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(sent()).toHaveLength(1);
    expect(desk().argsOf("act")).toEqual([]);
    expect(screen.getByTestId("send")).toHaveTextContent("Ctrl");
  });

  it("tells the guest's page that somebody writes a reply, never a note, and that it stopped", async () => {
    const { user } = show();
    await user.type(field(), "Bom dia");
    expect(desk().argsOf("typing")).toEqual([{ conversation: "c2", on: true }]);
    await user.keyboard("{Enter}");
    expect(last(desk().argsOf("typing"))).toEqual({ conversation: "c2", on: false });
    const before = desk().argsOf("typing").length;
    await user.click(screen.getByTestId("note-mode"));
    await user.keyboard("Cot is in the room");
    expect(desk().argsOf("typing")).toHaveLength(before);
  });

  it("never takes the caret unasked", async () => {
    show();
    await tick();
    expect(document.body).toHaveFocus();
  });
});

describe("going back and forth", () => {
  it("finds what was just typed, whatever is still being saved", async () => {
    const { user, unmount } = show();
    await user.type(field(), "half");
    desk().handlers.save_draft = (() => new Promise(() => undefined)) as never;
    unmount();
    show({ id: "c3" });
    expect(field()).toHaveValue("");
    cleanup();
    show();
    expect(field()).toHaveValue("half");
  });

  it("forgets everything when somebody signs out", async () => {
    const { user, unmount } = show();
    await user.type(field(), "half");
    composer.quote = message("g1", { author: "guest" });
    unmount();
    forgetWriting();
    composer.reset();
    expect(desk().drafts.get("c2/false")).toBe("half");
    desk().drafts.clear();
    show();
    expect(field()).toHaveValue("");
    expect(screen.queryByTestId("quote")).toBeNull();
  });
});
