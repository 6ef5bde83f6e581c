import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import App from "../../src/App.svelte";
import type { AppState } from "../../src/generated/AppState";
import { LIVE, message } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { INSTALLED } from "../../src/store/settings.svelte";
import { desk } from "../setup";

async function start(state?: AppState) {
  if (state) desk().state = state;
  render(App);
  await waitFor(() => expect(app.state).toBeDefined());
  if (app.state?.phase === "signed_out") await screen.findByTestId("login-relay");
  return userEvent.setup();
}

const openRow = async (id: string, user: ReturnType<typeof userEvent.setup>): Promise<void> => {
  await waitFor(() => expect(document.querySelector(`#row-${id}`)).not.toBeNull());
  await user.click(document.querySelector(`#row-${id}`) as Element);
  await waitFor(() => expect(screen.getByTestId("composer")).toBeInTheDocument());
};

beforeEach(() => {
  app.state = undefined;
});

const SIGNED_OUT: AppState = { phase: "signed_out", relay: "relay.miralva.example", email: "", reason: null, kept: 0 };

describe("the first frame", () => {
  afterEach(() => delete window.__BELLHOP__);

  /** DESIGN_DESK, First paint: the state that came with the page may be old by the time the page listens. */
  it("goes on from the state that came with the page to the one the desk is in", async () => {
    window.__BELLHOP__ = { state: SIGNED_OUT, settings: INSTALLED };
    render(App);
    expect(app.state?.phase).toBe("signed_out");
    await waitFor(() => expect(screen.getByTestId("nav-inbox")).toBeInTheDocument());
  });

  it("keeps what was announced while it asked", async () => {
    window.__BELLHOP__ = { state: SIGNED_OUT, settings: INSTALLED };
    const now = desk().state;
    desk().handlers.app_state = () => {
      desk().emit({ event: "state", state: now });
      return SIGNED_OUT;
    };
    render(App);
    await waitFor(() => expect(screen.getByTestId("nav-inbox")).toBeInTheDocument());
    expect(app.state?.phase).toBe("signed_in");
  });
});

describe("signing in", () => {
  it("tries the address, takes e-mail and password, and opens the inbox", async () => {
    const user = await start(SIGNED_OUT);
    expect(await screen.findByText(/Hotel Miralva/)).toBeInTheDocument();
    await user.type(screen.getByTestId("login-email"), "ines@miralva.example");
    await user.type(screen.getByTestId("login-password"), "bellhop-demo");
    await user.click(screen.getByTestId("login-submit"));
    await waitFor(() => expect(screen.getByTestId("nav-inbox")).toBeInTheDocument());
    expect(desk().argsOf("sign_in")).toEqual([
      { relay: "relay.miralva.example", email: "ines@miralva.example", password: "bellhop-demo", keep: false, workspace: null },
    ]);
  });

  it("says under the field what is wrong", async () => {
    desk().handlers.sign_in = () => ({ result: "failed", code: "wrong_password", wait_seconds: null });
    const user = await start(SIGNED_OUT);
    await user.click(screen.getByTestId("login-submit"));
    expect(screen.getAllByText("Please fill this in.")).toHaveLength(2);
    await user.type(screen.getByTestId("login-email"), "a@b.example");
    await user.type(screen.getByTestId("login-password"), "nope{Enter}");
    const below = await screen.findByText("The email or the password is not right.");
    expect(below.closest("[id]")).toHaveAttribute("id", "password-below");
  });

  it("says that something else answers at the address", async () => {
    const user = await start({ ...SIGNED_OUT, relay: "" });
    desk().handlers.probe_relay = () => ({ ok: false, name: null, version: null, milliseconds: 5, problem: "not_a_relay" });
    await user.type(screen.getByTestId("login-relay"), "example.org");
    expect(await screen.findByText(/not a Bellhop relay/)).toBeInTheDocument();
  });

  it("asks which hotel where a person works in several", async () => {
    desk().handlers.sign_in = ({ workspace }) =>
      workspace === "w2"
        ? { result: "failed", code: "disk_full", wait_seconds: null }
        : { result: "choose_workspace", workspaces: [{ id: "w1", name: "Miralva" }, { id: "w2", name: "Beira Mar" }] };
    const user = await start(SIGNED_OUT);
    await user.type(screen.getByTestId("login-email"), "a@b.example");
    await user.type(screen.getByTestId("login-password"), "secret{Enter}");
    await user.click(await screen.findByRole("button", { name: "Beira Mar" }));
    expect(desk().argsOf("sign_in").at(-1)).toMatchObject({ workspace: "w2" });
  });

  it("takes an owner's first code", async () => {
    const user = await start(SIGNED_OUT);
    await user.click(screen.getByTestId("login-code"));
    await user.type(screen.getByTestId("code"), "WRONG{Enter}");
    expect(await screen.findByText("This code is unknown, used or too old.")).toBeInTheDocument();
    await user.clear(screen.getByTestId("code"));
    await user.type(screen.getByTestId("code"), "OWNER{Enter}");
    await user.type(await screen.findByTestId("code-name"), "Olga");
    await user.type(screen.getByTestId("code-email"), "olga@miralva.example");
    await user.type(screen.getByTestId("code-hotel"), "Hotel Miralva");
    await user.type(screen.getByTestId("code-password"), "a long password");
    await user.click(screen.getByTestId("code-submit"));
    expect(desk().argsOf("redeem_invitation")).toEqual([
      { relay: "relay.miralva.example", code: "OWNER", name: "Olga", email: "olga@miralva.example", workspace: "Hotel Miralva", password: "a long password", keep: false },
    ]);
  });

  it("says why the copy cannot be opened", async () => {
    await start({ phase: "blocked", reason: "no_keyring" });
    expect(screen.getByText("The system's keyring cannot be opened")).toBeInTheDocument();
  });
});

describe("a conversation", () => {
  // SPEC 2
  it("stands between the list and the guest", async () => {
    const user = await start();
    await openRow("c2", user);
    expect(screen.getByRole("region", { name: "Conversations" })).toBeInTheDocument();
    expect(screen.getByRole("region", { name: "Conversation" })).toBeInTheDocument();
    expect(await screen.findByRole("complementary", { name: "Guest details" })).toBeInTheDocument();
  });

  it("says so where a newer version sent something it cannot draw", async () => {
    const odd = [null, 7, [], { type: "hologram" }, { type: "buttons" }, { type: "audio", media: null }, { type: "event" }];
    desk().threads["c9"] = odd.map((content, n) => message(`odd${n}`, { content: content as never }));
    const user = await start();
    await openRow("c9", user);
    expect(screen.getAllByText(/cannot be shown here/)).toHaveLength(odd.length);
  });

  // SPEC 28, 29, 30, 31, 41
  it("gives every speaker a side of their own", async () => {
    const user = await start();
    await openRow("c2", user);
    const of = (id: string): Element | null => document.querySelector(`[data-testid=message][data-id=${id}]`);
    expect(of("m2")).toHaveClass("guest");
    expect(of("m3")).toHaveClass("bot");
    expect(of("m8")).toHaveClass("agent");
    expect(of("m7")).toHaveClass("note");
    expect(of("m7")).toHaveTextContent("only staff see this");
    expect(of("m6")?.textContent).toContain("claimed the conversation");
    expect(of("m8")).toHaveAttribute("data-author", "staff");
    expect(of("m8")).toHaveAttribute("data-state", "read");
  });

  it("says why a message failed and really retries it", async () => {
    const user = await start();
    await openRow("c2", user);
    expect(screen.getByText("Not sent. The channel could not be reached.")).toBeInTheDocument();
    await user.click(screen.getByTestId("retry"));
    expect(desk().argsOf("retry_message")).toEqual([{ conversation: "c2", message: "m10" }]);
    await waitFor(() => expect(document.querySelector("[data-id=m10]")).toHaveAttribute("data-state", "queued"));
  });

  // SPEC 32, 33, 34, 35
  it("is claimed, assigned, resolved and handed back from its header", async () => {
    const user = await start();
    await openRow("c1", user);
    await user.click(within(screen.getByRole("toolbar")).getByTestId("claim"));
    await waitFor(() => expect(screen.getByTestId("claim")).toHaveTextContent("Yours"));
    await user.click(screen.getByTestId("assign"));
    await user.click(screen.getByRole("menuitem", { name: /Tomás/ }));
    await waitFor(() => expect(screen.getByTestId("banner")).toHaveTextContent("Tomás Reis"));
    await user.click(screen.getByTestId("hand-back"));
    await waitFor(() => expect(screen.getByTestId("take-over")).toBeInTheDocument());
    await user.click(screen.getByTestId("resolve"));
    await waitFor(() => expect(screen.getByTestId("banner")).toHaveAttribute("data-kind", "resolved"));
    const actions = desk().argsOf("act").map((args) => (args as { action: string }).action).filter((action) => action !== "mark_read");
    expect(actions).toEqual(["claim", "assign", "hand_back", "resolve"]);
  });

  it("is worked by single keys, but not while a text field has the focus", async () => {
    const user = await start();
    await openRow("c1", user);
    await user.keyboard("c");
    await waitFor(() => expect(screen.getByTestId("claim")).toHaveTextContent("Yours"));
    await user.keyboard("r");
    expect(screen.getByTestId("composer")).toHaveFocus();
    await user.keyboard("e");
    expect(screen.getByTestId("composer")).toHaveValue("e");
    await user.keyboard("{Escape}e");
    await waitFor(() => expect(screen.getByTestId("banner")).toHaveAttribute("data-kind", "resolved"));
    await user.keyboard("/");
    expect(screen.getByTestId("search")).toHaveFocus();
  });

  it("moves through the list with J and K", async () => {
    const user = await start();
    await openRow("c1", user);
    await user.keyboard("j");
    await waitFor(() => expect(document.querySelector(".th h2")).toHaveTextContent(/Mariana/));
    await user.keyboard("k");
    await waitFor(() => expect(document.querySelector(".th h2")).toHaveTextContent("خالد المنصوري"));
  });

  it("asks again only for what is on screen", async () => {
    const user = await start();
    await openRow("c2", user);
    await new Promise((resolve) => setTimeout(resolve, 500));
    desk().calls = [];
    desk().changed({ threads: ["c9"], conversations: ["c9"] });
    await waitFor(() => expect(desk().argsOf("conversation_list")).toHaveLength(1));
    expect(desk().argsOf("messages")).toEqual([]);
    expect(desk().argsOf("guest_panel")).toEqual([]);
  });

  it("gathers a flood of news into few questions and takes the first at once", async () => {
    const user = await start();
    await openRow("c2", user);
    await new Promise((resolve) => setTimeout(resolve, 500));
    desk().calls = [];
    for (let n = 0; n < 100; n += 1) desk().changed({ threads: ["c2"] });
    expect(desk().argsOf("messages")).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(desk().argsOf("messages")).toHaveLength(2);
  });

  it("records when a message was painted", async () => {
    const user = await start();
    await openRow("c2", user);
    const before = Date.now();
    desk().threads["c2"] = [...(desk().threads["c2"] ?? []), message("late", { text: "Olá" })];
    desk().changed({ threads: ["c2"], conversations: ["c2"] });
    await waitFor(() => expect(window.__bellhopPaint?.["c2"]?.message?.id).toBe("late"));
    expect(window.__bellhopPaint?.["c2"]?.message?.at).toBeGreaterThanOrEqual(before);
  });

  it("says at the foot what arrived while somebody reads further up, instead of jumping", async () => {
    const user = await start();
    await openRow("c2", user);
    const box = screen.getByRole("log");
    Object.defineProperty(box, "scrollHeight", { value: 2000 });
    Object.defineProperty(box, "clientHeight", { value: 500 });
    box.scrollTop = -700;
    await fireEvent.scroll(box);
    const more = [message("n1", { text: "Olá?" }), message("n2", { text: "Está aí?" })];
    desk().threads["c2"] = [...(desk().threads["c2"] ?? []), ...more];
    desk().changed({ threads: ["c2"] });
    await user.click(await screen.findByRole("button", { name: "2 new" }));
    expect(box.scrollTop).toBe(0);
  });

  it("loads older messages on the way up", async () => {
    const long = Array.from({ length: 120 }, (_, n) => message(`old${n}`, { text: `message ${n}` }));
    desk().threads["c9"] = long;
    const user = await start();
    await openRow("c9", user);
    await waitFor(() => expect(screen.getAllByTestId("message")[0]).toHaveAttribute("data-id", "old70"));
    await fireEvent.scroll(screen.getByRole("log"));
    await waitFor(() => expect(screen.getAllByTestId("message")[0]).toHaveAttribute("data-id", "old20"));
    expect(desk().argsOf("messages")[0]).toEqual({ conversation: "c9", before: "old70", limit: 50 });
  });

  it("goes to a message that a search found, however old", async () => {
    desk().threads["c5"] = Array.from({ length: 230 }, (_, n) => message(`c5-${n}`, { text: n === 1 ? "a question about the spa" : `message ${n}` }));
    const user = await start();
    await user.type(await screen.findByTestId("search"), "the spa");
    await user.click(await screen.findByTestId("message-hit"));
    await waitFor(() => expect(document.querySelector("[data-testid=message][data-id=c5-1]")).toHaveClass("found"));
  });

  it("shows of a contact that a role does not get only what it may see", async () => {
    desk().handlers.guest_panel = () => ({
      contact: "k", name: "Chloé", initials: "C", picture: null, visible: false, language: "fr", phone: null, email: null, username: null,
      whatsapp_link: null, email_link: null, clock: null, source: null, channel: "instagram", company: null, loyalty: null, tags: [],
      conversations: 0, created_at: null, stay: null, coming: [], past: [], lifetime: null,
    });
    const user = await start();
    await openRow("c3", user);
    const panel = await screen.findByTestId("guest-panel");
    await waitFor(() => expect(panel).toHaveTextContent("Your role does not see contact details and stays."));
    expect(panel).not.toHaveTextContent("Past stays");
  });

  // SPEC 51, 52, 69, 70, 71
  it("offers WhatsApp and Email only where there is a number or an address", async () => {
    const user = await start();
    await openRow("c2", user);
    await user.click(await screen.findByTestId("whatsapp"));
    await user.click(screen.getByTestId("email"));
    expect(desk().argsOf("open_link")).toEqual([
      { conversation: "c2", kind: "whatsapp" },
      { conversation: "c2", kind: "email" },
    ]);
    await openRow("c3", user);
    await waitFor(() => expect(screen.getByTestId("guest-panel")).toHaveTextContent("Chloé"));
    expect(screen.queryByTestId("whatsapp")).toBeNull();
    expect(screen.queryByTestId("email")).toBeNull();
  });

  // SPEC 53, 54, 55, 57, 58
  it("shows the guest with phone, channel, company and stays", async () => {
    const user = await start();
    await openRow("c2", user);
    const panel = await screen.findByTestId("guest-panel");
    await waitFor(() => expect(panel).toHaveTextContent("+55 11 90000-0142"));
    expect(panel).toHaveTextContent("Mariana Albuquerque de Vasconcelos e Sá");
    expect(panel).toHaveTextContent("WhatsApp");
    expect(panel).toHaveTextContent("Horizonte Viagens");
    expect(panel).toHaveTextContent("MIR-48213");
    expect(within(panel).queryByText("28 Apr–2 May 2023")).toBeNull();
    await user.click(within(panel).getByRole("button", { name: "All 5" }));
    expect(within(panel).getByText("28 Apr–2 May 2023")).toBeInTheDocument();
  });
});

describe("freshness", () => {
  it("says live, behind and offline, and what was sent after", async () => {
    await start();
    expect(screen.getByTestId("sync-state")).toHaveAttribute("data-state", "live");
    desk().emit({ event: "sync", status: { ...LIVE, state: "offline", offline_since: LIVE.complete_to, queued: 4 } });
    await waitFor(() => expect(screen.getByTestId("sync-state")).toHaveAttribute("data-state", "offline"));
    expect(screen.getByTestId("sync-state")).toHaveTextContent("since 09:42");
    expect(screen.getByTestId("outbox")).toHaveTextContent("4 waiting to send");
    desk().emit({ event: "sync", status: LIVE });
    desk().emit({ event: "flushed", sent: 4 });
    expect(await screen.findByTestId("flushed")).toHaveTextContent("4 sent");
  });

  it("lists what waits, with the reason of what was held, and lets it go or drops it", async () => {
    desk().outbox = [
      { id: "o1", action: "send_message", conversation: "c2", guest: "Mariana", text: "Olá", at: LIVE.complete_to ?? 0, state: "held", code: "owner_changed", detail: null },
    ];
    const user = await start({ ...(desk().state as Extract<AppState, { phase: "signed_in" }>), sync: { ...LIVE, needs_attention: 1 } });
    await user.click(screen.getByTestId("outbox"));
    const entry = await screen.findByTestId("outbox-entry");
    expect(entry).toHaveTextContent("Somebody else got the conversation since you wrote it.");
    await user.click(within(entry).getByRole("button", { name: "Send as it is" }));
    expect(desk().argsOf("outbox_release")).toEqual([{ id: "o1" }]);
    await user.click(within(entry).getByRole("button", { name: /Discard/ }));
    await waitFor(() => expect(screen.queryByTestId("outbox-entry")).toBeNull());
  });

  // SPEC 19; BEYOND 5.3
  it("says that it asks where no stream gets through, and that the computer's clock is off", async () => {
    await start();
    expect(screen.queryByTestId("polling")).toBeNull();
    desk().emit({ event: "sync", status: { ...LIVE, polling: true, clock_off: 7 } });
    expect(await screen.findByTestId("polling")).toHaveTextContent("Asking every 3 s");
    expect(screen.getByTestId("clock-off")).toHaveTextContent("This computer’s clock is 7 min off");
    desk().emit({ event: "sync", status: LIVE });
    await waitFor(() => expect(screen.queryByTestId("polling")).toBeNull());
    expect(screen.queryByTestId("clock-off")).toBeNull();
  });

  it("shows webhooks nobody understood and replays them", async () => {
    const user = await start({ ...(desk().state as Extract<AppState, { phase: "signed_in" }>), sync: { ...LIVE, dead_letters: 1 } });
    await user.click(await screen.findByTestId("dead-letters"));
    const letter = await screen.findByTestId("dead-letter");
    expect(letter).toHaveTextContent("Broken JSON");
    await user.click(within(letter).getByRole("button", { name: "Replay" }));
    expect(desk().argsOf("replay_dead_letter")).toEqual([{ id: "l1" }]);
  });

  it("lists the signed-in computers and revokes another one", async () => {
    const user = await start();
    await user.click(screen.getByTestId("account"));
    await user.click(screen.getByRole("menuitem", { name: /computers/ }));
    expect(await screen.findAllByTestId("device")).toHaveLength(2);
    await user.click(screen.getByText("Revoke"));
    expect(desk().argsOf("revoke_device")).toEqual([{ device: "d2" }]);
  });

  it("asks before signing out only while something waits", async () => {
    const user = await start({ ...(desk().state as Extract<AppState, { phase: "signed_in" }>), sync: { ...LIVE, queued: 1 } });
    await user.click(screen.getByTestId("account"));
    await user.click(screen.getByRole("menuitem", { name: "Sign out" }));
    expect(desk().argsOf("sign_out")).toEqual([]);
    await user.click(screen.getByTestId("sign-out-confirm"));
    await waitFor(() => expect(screen.getByTestId("login-submit")).toBeInTheDocument());
  });
});
