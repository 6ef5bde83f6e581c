import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { version: string };

/** What the first frame of the inbox needs, as it is measured in DESIGN_DESK: bytes after gzip. */
const INBOX_CHUNK = 100_000;

/** The build fails where the inbox has grown too large: what opens later is a chunk of its own. */
const smallInbox: Plugin = {
  name: "small-inbox",
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk" || !chunk.isEntry) continue;
      const size = gzipSync(chunk.code).length;
      if (size > INBOX_CHUNK) this.error(`${chunk.fileName} is ${size} bytes (gzip); ${INBOX_CHUNK} are allowed`);
    }
  },
};

export default defineConfig({
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [svelte(), smallInbox],
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
