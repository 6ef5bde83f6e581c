// The guest's side of Live Chat, which the relay serves as it is. It lies outside this folder, so the script `lint` runs this
// from the repository's root.
import js from "@eslint/js";
import globals from "globals";

const parsing = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"];

export default [
  js.configs.recommended,
  {
    languageOptions: { globals: globals.browser },
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": ["error", ...parsing.map((property) => ({ property, message: "Words of people are always text." }))],
    },
  },
  {
    files: ["**/widget.js"],
    languageOptions: { sourceType: "script", globals: { __WORDS__: "readonly" } },
  },
];
