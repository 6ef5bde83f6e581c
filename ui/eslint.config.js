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
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      "no-restricted-imports": ["error", outsideIpc],
      // Guest text is always text.
      "svelte/no-at-html-tags": "error",
      // An inline style attribute in a template is refused by the content security policy; style: directives are not.
      "svelte/no-inline-styles": ["error", { allowTransitions: false }],
      "svelte/require-each-key": "error",
      eqeqeq: "error",
    },
  },
  // A plain Map or Set inside a store is deliberate where nothing renders from it.
  { files: ["**/*.svelte.ts"], rules: { "svelte/prefer-svelte-reactivity": "off" } },
  { files: ["src/ipc/**", "tests/**"], rules: { "no-restricted-imports": "off" } },
  { files: ["*.js", "*.ts"], languageOptions: { globals: { ...globals.node } } },
);
