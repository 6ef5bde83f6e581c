// Every kind of message in the thread, and what can be done with it (DESIGN_UI 4, messages.png).

import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import App from "../../src/App.svelte";
import { headerOf, message } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { composer } from "../../src/store/composer.svelte";
import { files } from "../../src/store/files.svelte";
import { player } from "../../src/store/player.svelte";
import { thread } from "../../src/store/thread.svelte";
import { desk } from "../setup";

type User = ReturnType<typeof userEvent.setup>;

const plain = (text: string | null | undefined): string => (text ?? "").replace(/[\u2068\u2069]/g, "").replaceAll("\u00a0", " ");
const of = (id: string): HTMLElement => {
  const node = document.querySelector<HTMLElement>(`[data-testid=message][data-id=${id}]`);
  if (!node) throw new Error(`no message ${id}`);
  return node;
};
const words = (id: string): string => plain(of(id).textContent).replace(/\s+/g, " ").trim();

/** The window with the conversation that holds every kind. */
async function kinds(conversation = "c7"): Promise<User> {
  render(App);
  await waitFor(() => expect(document.querySelector(`#row-${conversation}`)).not.toBeNull());
  const user = userEvent.setup();
  await user.click(document.querySelector(`#row-${conversation}`) as Element);
  await waitFor(() => expect(screen.getByRole("log")).toBeInTheDocument());
  return user;
}

/** The toolbar that a message with the focus has. */
function toolsOf(id: string): ReturnType<typeof within> {
  fireEvent.focusIn(of(id));
  return within(of(id));
}

/** What was fetched to be played. */
let fetched: string[] = [];

beforeEach(() => {
  app.state = undefined;
  fetched = [];
  vi.stubGlobal("fetch", (url: string) => {
    fetched.push(url);
    return Promise.resolve(new Response("sound"));
  });
  URL.createObjectURL = () => `blob:${fetched.length}`;
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLMediaElement.prototype, "play").mockImplementation(function play(this: HTMLMediaElement) {
    this.dispatchEvent(new Event("play"));
    return Promise.resolve();
  });
  vi.spyOn(HTMLMediaElement.prototype, "pause").mockImplementation(function pause(this: HTMLMediaElement) {
    this.dispatchEvent(new Event("pause"));
  });
});

afterEach(() => {
  player.stop();
  player.speed = 1;
  files.asking = null;
  files.shown = null;
  composer.quote = null;
  composer.templates = false;
  composer.rewrite = null;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("every kind", () => {
  // SPEC 28, 29, 30, 31; DESIGN_UI 9
  it("is an article in a log that says who, when and what", async () => {
    await kinds();
    const said = (id: string): string => plain(of(id).getAttribute("aria-label"));
    expect(screen.getByRole("log")).toHaveAttribute("aria-live", "polite");
    expect(said("t1")).toMatch(/^Guest, 08:31: Guten Morgen!/);
    expect(said("t10")).toBe("You, 08:40: Boa viagem!");
    expect(said("n1")).toMatch(/^Note from Tomás Reis, only staff, 09:32: 412 was vacated/);
    expect(said("x1")).toBe("Guest, 09:20: Photo: The AC in 316 shows E4, is that normal? 🥵");
    expect(said("x1d")).toBe("Guest, 09:24: Voice note");
    expect(said("x2")).toBe("Staff, 09:27: File Rechnung-MIR-48107.pdf");
    expect(said("b3")).toContain("Deluxe, vue fleuve");
    expect(said("x10")).toBe("Guest, 09:44: Guest deleted this message");
  });

  // DESIGN_UI 10
  it("keeps the direction of its own text", async () => {
    await kinds();
    for (const id of ["t1", "t2", "t3", "t4", "t5"]) expect(of(id).querySelector("p")).toHaveAttribute("dir", "auto");
  });

  it("never is a blank bubble", async () => {
    await kinds();
    for (const bubble of document.querySelectorAll(".m .bub")) {
      const shown = bubble.textContent?.trim() !== "" || bubble.querySelector("img, video, svg") !== null;
      expect(shown, bubble.outerHTML).toBe(true);
    }
    expect(words("x2b")).toContain("2.4 MB, PDF, being fetched");
    expect(words("x3")).toContain("Sticker WEBP, too large to fetch");
    expect(words("x9")).toContain("Sticker, shown in Instagram only");
    expect(words("x10")).toContain("Guest deleted this message");
    expect(words("x11")).toMatch(/^Forwarded.*edited$/);
  });

  // SPEC 29
  it("ticks what the guest tapped and leaves the rest and the prices readable", async () => {
    await kinds();
    const rows = within(of("b3")).getAllByRole("listitem").map((row) => plain(row.textContent).replace(/\s+/g, " ").trim());
    expect(rows).toEqual(["Classique, cour 138 €", "Chosen by the guest: Deluxe, vue fleuve 214 €", "Suite familiale 248 €"]);
    expect(of("b1").querySelector(".choice.on")).toHaveTextContent("Pedir entrada antecipada");
  });

  // SPEC 30, 41
  it("says of a template what it is, and marks colleagues in a note", async () => {
    await kinds();
    expect(words("b5")).toContain("Template check_in_reminder, pt_PT, utility");
    expect([...of("n1").querySelectorAll("p b")].map((one) => one.textContent)).toEqual(["@Inês"]);
    expect(of("n1")).toHaveClass("note");
  });
});

describe("quotes and reactions", () => {
  it("go to the quoted message on a press", async () => {
    const user = await kinds();
    await user.click(within(of("t8")).getByTestId("quote-go"));
    await waitFor(() => expect(of("t7")).toHaveClass("found"));
    expect(of("t7")).toHaveFocus();
    expect(plain(within(of("t8")).getByTestId("quote-go").textContent)).toContain("You");
  });

  it("are made from the message with the focus: React, and the same again takes it back", async () => {
    const user = await kinds();
    await user.click(toolsOf("t1").getByTestId("react"));
    const menu = within(of("t1")).getByRole("menu", { name: "React" });
    await user.click(within(menu).getByRole("menuitemradio", { name: "Heart" }));
    expect(desk().argsOf("react")).toEqual([{ conversation: "c7", message: "t1", emoji: "❤️" }]);
    await waitFor(() => expect(within(of("t1")).getByRole("img", { name: "We reacted with ❤️" })).toBeInTheDocument());
    await user.click(toolsOf("t1").getByTestId("react"));
    const again = within(of("t1")).getByRole("menuitemradio", { name: "Heart" });
    expect(again).toHaveAttribute("aria-checked", "true");
    await waitFor(() => expect(again).toHaveFocus());
    await user.keyboard("{Enter}");
    expect(desk().argsOf("react").at(-1)).toEqual({ conversation: "c7", message: "t1", emoji: null });
  });

  it("say when ours waits or did not reach the guest", async () => {
    desk().threads["c9"] = [
      message("r1", { text: "a", reactions: [{ author: "staff", emoji: "👍", waiting: true, failure: null }] }),
      message("r2", { text: "b", reactions: [{ author: "staff", emoji: "👍", waiting: false, failure: "network" }] }),
    ];
    await kinds("c9");
    expect(within(of("r1")).getByRole("img", { name: /waiting to send/ })).toBeInTheDocument();
    expect(within(of("r2")).getByRole("img", { name: /did not reach the guest\. The channel could not be reached/ })).toBeInTheDocument();
  });

  it("begin with the keyboard alone: arrows to the message, Q, or Tab into its tools", async () => {
    const user = await kinds("c2");
    screen.getByRole("log").focus();
    await user.keyboard("{ArrowUp}");
    expect(of("m11")).toHaveFocus();
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(of("m9")).toHaveFocus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(of("m11")).toHaveFocus();
    await user.keyboard("q");
    expect(composer.quote?.id).toBe("m11");
    await waitFor(() => expect(screen.getByTestId("composer")).toHaveFocus());
    const bar = toolsOf("m11").getByRole("toolbar", { name: "This message" });
    expect([...bar.querySelectorAll(":scope > button")].map((one) => (one as HTMLElement).tabIndex)).toEqual([0, -1, -1]);
    within(bar).getByTestId("react").focus();
    await user.keyboard("{ArrowRight}");
    expect(within(bar).getByTestId("quote")).toHaveFocus();
    await user.keyboard("{Escape}");
    expect(of("m11")).toHaveFocus();
  });

  it("offer nothing that the desk does not allow", async () => {
    desk().threads["c9"] = [message("r1", { text: "a", may_react: false, may_quote: false }), message("r2", { revoked: true })];
    await kinds("c9");
    expect(toolsOf("r1").queryByTestId("react")).toBeNull();
    expect(toolsOf("r1").queryByTestId("quote")).toBeNull();
    expect(toolsOf("r2").queryByRole("toolbar")).toBeNull();
  });

  it("copy the words", async () => {
    const user = await kinds();
    await user.click(toolsOf("t2").getByTestId("message-more"));
    await user.click(screen.getByRole("menuitem", { name: "Copy text" }));
    await expect(navigator.clipboard.readText()).resolves.toMatch(/^请问早餐/);
  });
});

describe("photos", () => {
  it("stand in a box of their own before they are loaded, and say what they are", async () => {
    await kinds();
    const photo = within(of("x1")).getByRole("img");
    expect(plain(photo.getAttribute("alt"))).toBe("Photo from the guest: The AC in 316 shows E4, is that normal? 🥵");
    expect(photo.closest(".shot")).not.toBeNull();
  });

  it("open large, go on with the arrows, and give the focus back", async () => {
    const user = await kinds();
    const photo = within(of("x1")).getByTestId("photo");
    await user.click(photo);
    const viewer = await screen.findByTestId("viewer");
    expect(plain(viewer.textContent)).toContain("1 of 3");
    await user.keyboard("{ArrowRight}");
    viewer.focus();
    fireEvent.keyDown(viewer, { key: "ArrowRight" });
    await waitFor(() => expect(plain(viewer.textContent)).toMatch(/[23] of 3/));
    fireEvent(viewer, new Event("cancel"));
    await waitFor(() => expect(screen.queryByTestId("viewer")).toBeNull());
    expect(photo).toHaveFocus();
  });

  it("are films only once somebody wants to see them, and say so where they cannot be played", async () => {
    const user = await kinds();
    expect(of("x1c").querySelector("video")).toBeNull();
    expect(fetched).toEqual([]);
    await user.click(within(of("x1c")).getByTestId("film"));
    await waitFor(() => expect(of("x1c").querySelector("video")).not.toBeNull());
    expect(fetched).toEqual(["media://localhost/film"]);
    const film = of("x1c").querySelector("video") as HTMLVideoElement;
    await fireEvent.play(film);
    const paused = vi.spyOn(film, "pause");
    await user.click(within(of("x1d")).getByTestId("voice-play"));
    await waitFor(() => expect(paused).toHaveBeenCalled());
    await fireEvent.error(film);
    expect(within(of("x1c")).getByRole("alert")).toHaveTextContent("This film cannot be played here.");
    await user.click(within(of("x1c")).getByRole("button", { name: "Open…" }));
    expect(await screen.findByRole("dialog")).toBeInTheDocument();
  });

  it("that did not load are asked for again", async () => {
    const user = await kinds();
    const before = within(of("x1")).getByRole("img").getAttribute("src");
    await fireEvent.error(within(of("x1")).getByRole("img"));
    expect(words("x1")).toContain("Not loaded.");
    await user.click(within(of("x1")).getByRole("button", { name: "Retry" }));
    expect(within(of("x1")).getByRole("img").getAttribute("src")).not.toBe(before);
  });
});

describe("sounds", () => {
  const slider = (id: string): HTMLElement => within(of(id)).getByRole("slider");

  it("play one at a time", async () => {
    const user = await kinds();
    await waitFor(() => expect(within(of("x1d")).getByRole("button", { name: "Play Voice note, 0:23" })).toBeInTheDocument());
    await user.click(within(of("x1d")).getByTestId("voice-play"));
    expect(within(of("x1d")).getByRole("button", { name: "Pause Voice note" })).toBeInTheDocument();
    await user.click(within(of("x1e")).getByTestId("voice-play"));
    expect(within(of("x1d")).getByRole("button", { name: /^Play/ })).toBeInTheDocument();
    expect(within(of("x1e")).getByRole("button", { name: "Pause Audio file" })).toBeInTheDocument();
    await user.click(within(of("x1e")).getByTestId("voice-play"));
    expect(within(of("x1e")).getByRole("button", { name: /^Play/ })).toBeInTheDocument();
  });

  it("come as a wave form that every webview plays; other sounds come as they are", async () => {
    const user = await kinds();
    expect(fetched).toEqual([]);
    await user.click(within(of("x1d")).getByTestId("voice-play"));
    await user.click(within(of("x1e")).getByTestId("voice-play"));
    expect(fetched[0]).toMatch(/\?as=wav$/);
    expect(fetched[1]).toBe("media://localhost/song");
  });

  it("are gone through with keys and sped up", async () => {
    const user = await kinds();
    await waitFor(() => expect(slider("x1d")).toHaveAttribute("aria-valuemax", "23"));
    slider("x1d").focus();
    await user.keyboard("{ArrowRight}{ArrowRight}{PageUp}");
    expect(slider("x1d")).toHaveAttribute("aria-valuetext", "0:14 of 0:23");
    await user.keyboard("{End}");
    expect(slider("x1d")).toHaveAttribute("aria-valuenow", "23");
    await user.keyboard("{Home}{ArrowLeft}");
    expect(slider("x1d")).toHaveAttribute("aria-valuenow", "0");
    await user.keyboard("{ArrowRight}");
    const speed = (): HTMLElement => within(of("x1d")).getByRole("button", { name: /^Speed/ });
    expect(speed()).toHaveTextContent("1×");
    await user.click(speed());
    expect(speed()).toHaveTextContent("1.5×");
    await user.click(speed());
    expect(speed()).toHaveTextContent("2×");
    await user.click(speed());
    expect(speed()).toHaveTextContent("1×");
  });

  it("that cannot be played say so and can be saved", async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, "play");
    const user = await kinds();
    await user.click(within(of("x1d")).getByTestId("voice-play"));
    await waitFor(() => expect(play).toHaveBeenCalled());
    (play.mock.contexts[0] as HTMLMediaElement).dispatchEvent(new Event("error"));
    expect(await within(of("x1d")).findByRole("alert")).toHaveTextContent("This sound cannot be played here.");
    await user.click(within(of("x1d")).getByRole("button", { name: "Save to Downloads" }));
    expect(desk().argsOf("save_file")).toEqual([{ message: "x1d" }]);
  });
});

describe("files, places and people", () => {
  it("open only after a question", async () => {
    const user = await kinds();
    await user.click(within(of("x2")).getByTestId("file"));
    const dialog = await screen.findByRole("dialog");
    expect(plain(dialog.textContent)).toContain("Open Rechnung-MIR-48107.pdf?");
    expect(desk().argsOf("open_file")).toEqual([]);
    await user.click(within(dialog).getByTestId("file-open"));
    expect(desk().argsOf("open_file")).toEqual([{ message: "x2" }]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("are refused in words where they are programs, and can still be saved", async () => {
    desk().failing.set("open_file", "program_refused");
    const user = await kinds();
    await user.click(within(of("x2")).getByTestId("file"));
    await user.click(await screen.findByTestId("file-open"));
    expect(await screen.findByTestId("file-problem")).toHaveTextContent("This is a program. Bellhop never opens programs.");
    await user.click(screen.getByTestId("file-save"));
    expect(desk().argsOf("save_file")).toEqual([{ message: "x2" }]);
    await waitFor(() => expect(plain(document.body.textContent)).toContain("Saved in Downloads as x2.pdf."));
  });

  it("are asked about as a guest's only where a guest sent them, and Cancel opens nothing", async () => {
    desk().threads["c9"] = [message("d1", { content: { type: "document", id: "a", mime: "application/pdf", size: 10, name: "a.pdf" } })];
    const user = await kinds("c9");
    await user.click(within(of("d1")).getByTestId("file"));
    const dialog = await screen.findByRole("dialog");
    expect(plain(dialog.textContent)).toContain("It came from Олександр Коваленко");
    await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    expect(desk().argsOf("open_file")).toEqual([]);
  });

  it("show a place in words and open the map only on a press", async () => {
    const user = await kinds();
    expect(words("x4")).toContain("Praça da Figueira");
    expect(words("x4")).toContain("38.71110, -9.13660");
    expect(desk().argsOf("open_place")).toEqual([]);
    await user.click(within(of("x4")).getByTestId("place-open"));
    expect(desk().argsOf("open_place")).toEqual([{ message: "x4" }]);
  });

  it("copy a number of a card", async () => {
    const user = await kinds();
    await user.click(within(of("x5")).getByRole("button", { name: "Copy +961 3 123 456" }));
    await expect(navigator.clipboard.readText()).resolves.toBe("+961 3 123 456");
  });

  // SPEC 51
  it("lead to WhatsApp where the guest can be reached there", async () => {
    desk().threads["c1"] = [message("u1", { content: { type: "unsupported", kind: "sticker" } })];
    const user = await kinds("c1");
    await user.click(await within(of("u1")).findByTestId("open-whatsapp"));
    expect(desk().argsOf("open_link")).toEqual([{ conversation: "c1", kind: "whatsapp" }]);
  });
});

describe("what did not simply go", () => {
  it("says why, next to the way out", async () => {
    const user = await kinds();
    expect(words("f1")).toContain("Not sent. The upload stopped at 61%.");
    expect(of("f1")).toHaveClass("failed");
    await user.click(within(of("f1")).getByTestId("discard"));
    expect(desk().argsOf("outbox_discard")).toEqual([{ id: "o9" }]);
    await user.click(within(of("f1")).getByTestId("retry"));
    expect(desk().argsOf("retry_message")).toEqual([{ conversation: "c7", message: "f1" }]);
    expect(words("x12")).toContain("Not sent. The channel could not be reached.");
  });

  // SPEC 49
  it("offers a template where the window closed, and no retry that cannot work", async () => {
    const user = await kinds();
    expect(words("x13")).toContain("The 24-hour window");
    expect(within(of("x13")).queryByTestId("retry")).toBeNull();
    await user.click(within(of("x13")).getByTestId("send-as-template"));
    expect(composer.templates).toBe(true);
  });

  it("shows how far an upload is without asking again, and stops it", async () => {
    const user = await kinds();
    const bar = (): HTMLElement => within(of("u1")).getByRole("progressbar");
    expect(bar()).toHaveAttribute("aria-valuenow", "40");
    const asked = desk().argsOf("messages").length;
    desk().emit({ event: "upload", message: "u1", sent: 1_200_000, size: 1_600_000 });
    await waitFor(() => expect(bar()).toHaveAttribute("aria-valuenow", "75"));
    expect(desk().argsOf("messages")).toHaveLength(asked);
    await user.click(within(of("u1")).getByTestId("upload-cancel"));
    expect(desk().argsOf("upload_cancel")).toEqual([{ message: "u1" }]);
    await waitFor(() => expect(words("u1")).toContain("The upload stopped at 40%."));
  });

  // SPEC 222, 224
  it("takes a message that is to go out later back to be written again", async () => {
    desk().threads["c2"] = [message("later", { author: "staff", mine: true, state: "scheduled", send_at: Date.parse("2025-11-20T11:30:00Z"), text: "Bom dia!" })];
    const user = await kinds("c2");
    await user.click(within(of("later")).getByTestId("scheduled-edit"));
    await waitFor(() => expect(desk().argsOf("cancel_scheduled")).toEqual([{ conversation: "c2", message: "later" }]));
    await waitFor(() => expect(screen.getByTestId("composer")).toHaveValue("Bom dia!"));
  });

  // BEYOND 5.2: send anyway, edit, drop; each with one key or press
  it("lets its writer send, write again or drop what was held", async () => {
    const failure = { code: "guest_wrote", detail: null, retryable: false };
    desk().threads["c2"] = [message("h1", { author: "staff", mine: true, state: "held", failure, outbox: "o7", text: "At two, then" })];
    const user = await kinds("c2");
    await user.click(await within(of("h1")).findByTestId("release"));
    expect(desk().argsOf("outbox_release")).toEqual([{ id: "o7" }]);
    expect(within(of("h1")).getByTestId("discard")).toBeEnabled();
    await user.click(within(of("h1")).getByTestId("held-edit"));
    await waitFor(() => expect(desk().argsOf("outbox_discard")).toEqual([{ id: "o7" }]));
    await waitFor(() => expect(screen.getByTestId("composer")).toHaveValue("At two, then"));
  });

  it("asks what becomes of a message that may have left before a restore", async () => {
    const failure = { code: "restored", detail: null, retryable: true };
    desk().threads["c2"] = [message("held", { author: "staff", mine: true, state: "unknown", failure, text: "Bom dia!" })];
    const user = await kinds("c2");
    await user.click(await within(of("held")).findByTestId("leave"));
    expect(words("held")).toContain("The hotel's server was restored from a backup. It may have arrived");
    expect(desk().argsOf("cancel_scheduled")).toEqual([{ conversation: "c2", message: "held" }]);
    await waitFor(() => expect(within(of("held")).queryByTestId("retry")).toBeNull());
  });

  // SPEC 222, 224
  it("says when a message goes out, and calls it off", async () => {
    const user = await kinds();
    expect(words("s1")).toContain("Goes out today at 11:30");
    expect(within(of("s1")).getByText("11:30")).toBeInTheDocument();
    expect(of("s1")).toHaveClass("pending");
    await user.click(within(of("s1")).getByTestId("scheduled-cancel"));
    expect(desk().argsOf("cancel_scheduled")).toEqual([{ conversation: "c7", message: "s1" }]);
    await waitFor(() => expect(words("s1")).toContain("Being called off. It may still go out."));
  });
});

describe("the log", () => {
  it("says that the guest writes, for as long as it is so", async () => {
    await kinds("c2");
    desk().emit({ event: "typing", conversation: "c9", until: Date.now() + 6000 });
    expect(screen.queryByTestId("typing")).toBeNull();
    desk().emit({ event: "typing", conversation: "c2", until: Date.now() + 6000 });
    expect(plain((await screen.findByTestId("typing")).textContent)).toBe("Mariana is typing");
    desk().emit({ event: "typing", conversation: "c2", until: Date.now() });
    await waitFor(() => expect(screen.queryByTestId("typing")).toBeNull());
    desk().emit({ event: "typing", conversation: "c2", until: Date.now() + 6000 });
    await screen.findByTestId("typing");
    desk().threads["c2"] = [...(desk().threads["c2"] ?? []), message("said", { text: "Obrigada!" })];
    desk().changed({ threads: ["c2"] });
    await waitFor(() => expect(of("said")).toBeInTheDocument());
    expect(screen.queryByTestId("typing")).toBeNull();
  });

  // BEYOND: a thread of thousands costs what is on screen
  it("draws only what is on screen, of however many", async () => {
    class Watcher {
      observe = (): void => undefined;
      unobserve = (): void => undefined;
      disconnect = (): void => undefined;
    }
    vi.stubGlobal("ResizeObserver", Watcher);
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
    desk().threads["c9"] = Array.from({ length: 400 }, (_, at) => message(`l${at}`, { text: `message ${at}` }));
    desk().handlers.open_conversation = ({ conversation }) => {
      const page = { messages: desk().threads[conversation] ?? [], before: null, after: null, fetching: false, out_of_reach: false };
      delete desk().handlers.open_conversation;
      return { header: headerOf(desk().find(conversation)), page };
    };
    await kinds("c9");
    await waitFor(() => expect(thread.messages).toHaveLength(400));
    const drawn = document.querySelectorAll(".slot").length;
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(80);
    expect(of("l399")).toBeInTheDocument();
  });
});
