import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import App from "../../src/App.svelte";
import { LIVE, ME } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { composer } from "../../src/store/composer.svelte";
import { INSTALLED, settings } from "../../src/store/settings.svelte";
import { desk } from "../setup";

beforeEach(() => {
  app.state = undefined;
  settings.now = INSTALLED;
  desk().state = { phase: "signed_in", me: { ...ME }, sync: { ...LIVE } };
});
afterEach(() => {
  cleanup();
  composer.reset();
});

async function start(): Promise<UserEvent> {
  render(App);
  await waitFor(() => expect(document.querySelector("#row-c1")).not.toBeNull());
  return userEvent.setup();
}

async function ask(user: UserEvent): Promise<void> {
  await user.keyboard("{Control>}n{/Control}");
  await waitFor(() => expect(screen.getByTestId("new-to")).toHaveFocus());
}

const begun = (): Record<string, unknown>[] => desk().argsOf("start_conversation") as Record<string, unknown>[];
const plain = (text: string | null | undefined): string => (text ?? "").replaceAll(/[\u2066-\u2069]/gu, "").replaceAll(/\s+/gu, " ").trim();

// DESIGN_UI 5: Ctrl N; SPEC 195: the first word to somebody is an approved template.
describe("a new conversation", () => {
  it("with a known guest is begun from the account chosen, and goes on with the template", async () => {
    desk().find("c2").status = "RESOLVED";
    const user = await start();
    await ask(user);
    await user.keyboard("mariana");
    await waitFor(() => expect(screen.getByTestId("new-to")).toHaveAttribute("aria-activedescendant", "write-to-0"));
    expect(plain(document.querySelector("#write-to-0")?.textContent)).toContain("Mariana");
    await user.click(screen.getByRole("radio", { name: /Events/u }));
    await user.click(screen.getByTestId("new-start"));
    expect(begun()).toEqual([{ contact: "k-c2", property: null, phone: null, name: "", connection: "wa-events" }]);
    await screen.findByTestId("templates");
    expect(screen.queryByTestId("new-conversation")).toBeNull();
    expect(document.querySelector(".th h2")?.textContent).toMatch(/Mariana/u);
  });

  it("with a number that is nobody's adds the guest with it", async () => {
    const user = await start();
    await ask(user);
    await user.keyboard("+351 960 000 555");
    await waitFor(() => expect(plain(document.querySelector("#write-to-0")?.textContent)).toBe("New guest, +351 960 000 555 Miralva Lisbon"));
    expect(plain(screen.getByTestId("new-conversation").textContent)).toContain("From Lisbon front desk");
    await user.type(screen.getByTestId("new-name"), " Noa Levi ");
    await user.click(screen.getByTestId("new-start"));
    await waitFor(() => expect(begun()).toEqual([{ contact: null, property: "lisbon", phone: "+351960000555", name: "Noa Levi", connection: "wa-lisbon" }]));
    await screen.findByTestId("templates");
  });

  it("that is open already is answered instead", async () => {
    const user = await start();
    await ask(user);
    await user.keyboard("mariana");
    await waitFor(() => expect(screen.getByTestId("new-start")).toBeEnabled());
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.getByTestId("composer")).toHaveFocus());
    expect(screen.queryByTestId("templates")).toBeNull();
  });

  it("needs somebody to write to; what the desk refuses is said and nothing is lost", async () => {
    const user = await start();
    await ask(user);
    expect(screen.getByTestId("new-start")).toBeDisabled();
    await user.keyboard("nobody at all");
    await waitFor(() => expect(plain(screen.getByTestId("new-conversation").textContent)).toContain("Nobody matches “nobody at all”, and it is no phone number."));
    expect(screen.getByTestId("new-start")).toBeDisabled();
    await user.clear(screen.getByTestId("new-to"));
    await user.keyboard("mariana");
    await waitFor(() => expect(screen.getByTestId("new-start")).toBeEnabled());
    desk().failing.set("start_conversation", "connection_down");
    await user.keyboard("{Enter}");
    await screen.findByRole("alert");
    expect(screen.getByTestId("new-to")).toHaveValue("mariana");
  });

  it("is not there for who may not see guests", async () => {
    desk().state = { phase: "signed_in", me: { ...ME, permissions: ["conversations:view", "conversations:reply"] }, sync: { ...LIVE } };
    const user = await start();
    expect(screen.queryByTestId("new")).toBeNull();
    await user.keyboard("{Control>}n{/Control}");
    expect(document.querySelector("dialog[open]")).toBeNull();
  });
});
