import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const outsideIpc = {
  patterns: [{ group: ["@tauri-apps/*"], message: "Only src/ipc talks to the desk." }],
};

export default ts.config(
  { ignores: ["dist", "node_modules", "src/generated"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, __VERSION__: "readonly" } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      "no-restricted-imports": ["error", outsideIpc],
      // Guest text is always text.
      "svelte/no-at-html-tags": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "SvelteAttribute[key.name='style']",
          message: "The content security policy refuses style attributes; use a class or a style: directive.",
        },
      ],
      "svelte/require-each-key": "error",
      eqeqeq: "error",
    },
  },
  // A plain Map or Set inside a store is deliberate where nothing renders from it.
  { files: ["**/*.svelte.ts"], rules: { "svelte/prefer-svelte-reactivity": "off" } },
  { files: ["src/ipc/**", "tests/**"], rules: { "no-restricted-imports": "off" } },
  { files: ["*.js", "*.ts"], languageOptions: { globals: { ...globals.node } } },
);
