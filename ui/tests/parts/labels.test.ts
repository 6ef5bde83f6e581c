import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import App from "../../src/App.svelte";
import { LABELS, LIVE, ME } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { INSTALLED, settings } from "../../src/store/settings.svelte";
import { labelsFor } from "../../src/thread/labels";
import { desk } from "../setup";

beforeEach(() => {
  app.state = undefined;
  settings.now = INSTALLED;
  desk().state = { phase: "signed_in", me: { ...ME }, sync: { ...LIVE } };
});
afterEach(cleanup);

async function open(id: string): Promise<UserEvent> {
  const user = userEvent.setup();
  render(App);
  await waitFor(() => expect(document.querySelector(`#row-${id}`)).not.toBeNull());
  await user.click(document.querySelector(`#row-${id}`) as Element);
  await screen.findByTestId("composer");
  return user;
}

const set = (): string[][] => desk().argsOf("set_labels").map((args) => (args as { labels: string[] }).labels);
const options = (): string[] => screen.getAllByRole("option", { hidden: true }).filter((one) => one.dataset["label"]).map((one) => one.dataset["label"] ?? "");
const tags = (): (string | undefined)[] => screen.queryAllByTestId("label").map((one) => one.textContent?.trim());

// SPEC 227: the labels of the open conversation; DESIGN_UI 5: L.
describe("labels", () => {
  it("are put on and taken off with Enter; typing filters, Esc goes back to where one was", async () => {
    const user = await open("c2");
    desk().find("c2").labels = [];
    desk().changed({ conversations: ["c2"] });
    await waitFor(() => expect(tags()).toEqual([]));
    const row = document.querySelector<HTMLElement>("[data-list]") as HTMLElement;
    row.focus();
    await user.keyboard("l");
    await waitFor(() => expect(screen.getByTestId("label-search")).toHaveFocus());
    expect(options()).toEqual(LABELS.map((one) => one.name));
    // Letters filter here: none of them claims, resolves or labels again.
    await user.keyboard("sal");
    expect(options()).toEqual(["Sales"]);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(tags()).toEqual(["Sales"]));
    await user.keyboard("{Backspace}{Backspace}{Backspace}{ArrowDown}");
    expect(screen.getByTestId("label-search")).toHaveAttribute("aria-activedescendant", "label-list-1");
    await user.keyboard("{Enter}{ArrowDown}{Enter}");
    await waitFor(() => expect(tags()).toEqual(["Late check-out"]));
    expect(set()).toEqual([["Sales"], ["Sales", "Late check-out"], ["Late check-out"]]);
    expect(screen.getByRole("option", { name: "Late check-out", selected: true })).toBeInTheDocument();
    expect(desk().argsOf("act").filter((args) => (args as { action: string }).action !== "mark_read")).toEqual([]);
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("label-menu")).toBeNull();
    expect(row).toHaveFocus();
  });

  it("stand on the row where neither room nor arrival does, and open with the button in the header", async () => {
    desk().find("c3").labels = ["Support"];
    desk().find("c3").room = null;
    desk().find("c3").check_in = null;
    const user = await open("c3");
    expect(document.querySelector("#row-c3 .tag")).toHaveTextContent("Support");
    await user.click(screen.getByTestId("labels"));
    await screen.findByTestId("label-menu");
    await user.click(await screen.findByText("Billing"));
    await waitFor(() => expect(set()).toEqual([["Support", "Billing"]]));
    // Another conversation has other labels.
    await user.click(document.querySelector("#row-c1") as Element);
    await waitFor(() => expect(screen.queryByTestId("label-menu")).toBeNull());
  });

  it("that the desk refuses are said, and are not shown", async () => {
    const user = await open("c2");
    const before = tags();
    desk().failing.set("set_labels", "not_found");
    await user.click(screen.getByTestId("labels"));
    await user.click(await screen.findByText("Billing"));
    await screen.findByText(/That did not work/u);
    expect(tags()).toEqual(before);
    expect(screen.queryByRole("option", { name: "Billing", selected: true })).toBeNull();
  });

  it("that the house has no more can be taken off", () => {
    expect(labelsFor(LABELS, ["Spa", "Sales"], "s").map((one) => one.name)).toEqual(["Sales", "Support", "Spa"]);
    expect(labelsFor([], [], "")).toEqual([]);
  });
});
