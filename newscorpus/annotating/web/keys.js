// @ts-check
// The text by keyboard: arrows choose a word, shift extends; and the words of a click.

/** The words that an arrow leads to, from what is selected; in code points.
 * @param {import("./text.js").Places} places @param {string} language @param {boolean} rightToLeft @param {KeyboardEvent} event
 * @param {{start: number} | null} last what was selected last */
export function stepped(places, language, rightToLeft, event, last) {
  const words = places.words(language);
  if (!words.length) return null;
  const direction = event.key.slice("Arrow".length).toLowerCase();
  const onward = direction === "down" || direction === (rightToLeft ? "left" : "right");
  const chosen = places.selected();
  if (!chosen) {
    const [start, end] = words.find((word) => word[1] > (last?.start ?? 0)) ?? words[0];
    return { start, end };
  }
  const byLine = direction === "up" || direction === "down";
  const at = byLine ? lineAway(places, onward) : null;
  if (at !== null) {
    const near = words.find((word) => word[1] >= at) ?? words[words.length - 1];
    if (!event.shiftKey) return { start: near[0], end: near[1] };
    return { start: chosen.start, end: onward ? Math.max(near[1], chosen.end) : near[1] > chosen.start ? near[1] : chosen.end };
  }
  if (event.shiftKey) {
    const end = onward ? words.find((word) => word[1] > chosen.end)?.[1]
      : words.findLast((word) => word[1] < chosen.end && word[0] >= chosen.start)?.[1];
    return { start: chosen.start, end: end ?? chosen.end };
  }
  const next = onward ? words.find((word) => word[0] >= chosen.end) : words.findLast((word) => word[1] <= chosen.start);
  return next ? { start: next[0], end: next[1] } : chosen;
}

/** Where a line further leads: the browser knows the lines. @param {import("./text.js").Places} places @param {boolean} onward */
function lineAway(places, onward) {
  const selection = /** @type {any} */ (getSelection());
  if (!selection.rangeCount || !selection.modify) return null;
  const range = selection.getRangeAt(0).cloneRange();
  selection.collapse(range.endContainer, range.endOffset);
  selection.modify("move", onward ? "forward" : "backward", "line");
  const at = places.offset(selection.focusNode, selection.focusOffset);
  selection.removeAllRanges();
  selection.addRange(range);
  return at;
}

/** The code point that was clicked; null where the browser does not tell. @param {import("./text.js").Places} places @param {MouseEvent} event */
export function clickedAt(places, event) {
  const { clientX, clientY } = event;
  const position = /** @type {any} */ (document).caretPositionFromPoint?.(clientX, clientY);
  if (position) return places.offset(position.offsetNode, position.offset);
  const range = /** @type {any} */ (document).caretRangeFromPoint?.(clientX, clientY);
  return range ? places.offset(range.startContainer, range.startOffset) : null;
}
