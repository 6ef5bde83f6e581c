// Elements. Words of people go into text nodes only: nothing here parses HTML.

/**
 * A new element.
 * @param {string} name
 * @param {Record<string, unknown>} [properties] `class`, `data-…`, `aria-…`, `role` and other attributes; functions are listeners
 * @param {...(Node|string|null|undefined)} children strings become text
 */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The element with this id; the page has it. */
export const byId = (id) => document.getElementById(id);

/** Shows exactly `nodes` in `parent` and moves none that already stands right, so that nothing is read aloud twice. */
export function show(parent, nodes) {
  let here = parent.firstChild;
  for (const node of nodes) {
    if (node === here) here = here.nextSibling;
    else parent.insertBefore(node, here);
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** `text` as nodes; web addresses become links that tell the other site nothing. */
export function withLinks(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    if (!URL.canParse(found[0])) continue;
    nodes.push(text.slice(from, found.index));
    nodes.push(make("a", { href: found[0], target: "_blank", rel: "noopener noreferrer nofollow" }, found[0]));
    from = found.index + found[0].length;
  }
  nodes.push(text.slice(from));
  return nodes;
}
