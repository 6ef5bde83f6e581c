import { mount } from "svelte";
import App from "./App.svelte";
import { insideTheApp, tauri } from "./ipc/tauri";
import { bootState } from "./ipc/boot";
import { setTransport } from "./ipc/transport";
import { language } from "./store/language.svelte";
import "./styles/index.css";

async function start(): Promise<void> {
  if ((import.meta.env.DEV || import.meta.env.MODE === "fake") && !insideTheApp()) {
    const { fakeDesk } = await import("./ipc/fake");
    setTransport(fakeDesk(new URLSearchParams(location.search)));
  } else {
    setTransport(tauri);
  }
  // The first frame already speaks the right language.
  await language.choose(bootState()?.settings.language ?? "system");
  const target = document.getElementById("app");
  if (target) mount(App, { target });
}

void start();
