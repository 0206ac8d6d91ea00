// @ts-check
// The text by keyboard: arrows choose a word or a sentence, shift extends; and the words of a click.

/** What an arrow leads to, from what is selected; in code points. Up and down step by sentences.
 * @param {import("./text.js").Places} places @param {string} language @param {boolean} rightToLeft @param {KeyboardEvent} event
 * @param {{start: number} | null} last what was selected last */
export function stepped(places, language, rightToLeft, event, last) {
  const direction = event.key.slice("Arrow".length).toLowerCase();
  const onward = direction === "down" || direction === (rightToLeft ? "left" : "right");
  const units = places.segments(language, direction === "up" || direction === "down" ? "sentence" : "word");
  const chosen = places.selected();
  const next = (at) => units.find(([start]) => start >= at);
  const before = (at) => units.findLast(([, end]) => end <= at);
  if (!chosen) {
    const [start, end] = units.find((unit) => unit[1] > (last?.start ?? 0)) ?? units[0] ?? [];
    return end ? { start, end } : null;
  }
  if (!event.shiftKey) {
    const unit = onward ? next(chosen.end) : before(chosen.start);
    return unit ? { start: unit[0], end: unit[1] } : chosen;
  }
  const end = onward ? units.find((unit) => unit[1] > chosen.end)?.[1] : before(chosen.end - 1)?.[1];
  return { start: chosen.start, end: end && end > chosen.start ? end : chosen.end };
}

/** The code point that was clicked; null where the browser does not tell. @param {import("./text.js").Places} places @param {MouseEvent} event */
export function clickedAt(places, { clientX, clientY }) {
  const page = /** @type {any} */ (document);
  const position = page.caretPositionFromPoint?.(clientX, clientY);
  if (position) return places.offset(position.offsetNode, position.offset);
  const range = page.caretRangeFromPoint?.(clientX, clientY);
  return range ? places.offset(range.startContainer, range.startOffset) : null;
}
