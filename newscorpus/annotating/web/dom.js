// @ts-check
// Elements, and requests to the server.

/** @typedef {Node | string | number | null | false | undefined} Child */

/**
 * Makes an element. Properties that begin with `on` are listeners; `role` and those with `-` are attributes.
 * @param {string} tag @param {Record<string, any>} [props] @param {...(Child | Child[])} children @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else /** @type {any} */ (element)[name] = value;
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(typeof child === "number" ? String(child) : child);
  }
  return element;
}

/** @param {string} id @returns {any} */
export const el = (id) => document.getElementById(id);

/** @param {Child | Child[]} label @param {(event: any) => any} run @param {Record<string, any>} [props] */
export const button = (label, run, props = {}) =>
  h("button", { type: "button", onclick: run, ...props }, ...[label].flat());

const base = `/${location.pathname.split("/")[1]}/`;

/** Asks the server, and returns its answer. @param {string} name @param {object} [body] @returns {Promise<any>} */
export async function ask(name, body = {}) {
  const settings = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(base + name, settings);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return answer.json();
}

/** Calls `listen` whenever something has changed. @param {(version: number) => void} listen @param {() => void} lost */
export function follow(listen, lost) {
  const stream = new EventSource(`${base}events`);
  stream.onmessage = (event) => listen(JSON.parse(event.data).version);
  stream.onerror = lost;
  addEventListener("pagehide", () => stream.close());
}

/** @param {string} words @param {number} [most] */
export const short = (words, most = 38) => {
  const flat = words.replace(/\s+/g, " ");
  return flat.length <= most ? flat : `${flat.slice(0, most).replace(/\s\S*$/, "")}…`;
};

/** A term as words: `part_of` as `part of`. @param {string} term */
export const plain = (term) => String(term).replaceAll("_", " ");
