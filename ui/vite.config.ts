import { readFileSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { version: string };

export default defineConfig({
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [svelte()],
  base: "./",
  clearScreen: false,
  // The demo hotel's pictures are the relay's.
  server: { port: 5183, strictPort: true, fs: { allow: [".", "../relay/src/demo/media"] } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // WebKitGTK 2.40 and the WebKit of macOS 12; WebView2 is always newer.
    target: ["safari15.4", "chrome105"],
    cssTarget: ["safari15.4", "chrome105"],
    // Nothing inline: the content security policy forbids inline scripts, and a data: font would bypass the cache.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
