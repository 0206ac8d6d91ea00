// @ts-check
// The text of the article in the page <-> code points of the text in the file.

/** Code points of a string. @param {string} words */
export const points = (words) => words.length - (words.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);

/** Code units of the first code points of a string. @param {string} words @param {number} count */
const units = (words, count) => (points(words) === words.length ? count : [...words].slice(0, count).join("").length);

/** Where the text nodes of an element begin. Made once for each state of the page: marks split the text. */
export class Places {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {any[]} */
    this.nodes = [];
    this.starts = [];
    this.at = new Map();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let start = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      this.nodes.push(node);
      this.starts.push(start);
      this.at.set(node, start);
      start += points(/** @type {Text} */ (node).data);
    }
    this.end = start;
    this.own = {};
  }

  /** A boundary of a range, in code points. @param {Node} node @param {number} offset */
  offset(node, offset) {
    const start = this.at.get(node);
    if (start !== undefined) return start + points(/** @type {Text} */ (node).data.slice(0, offset));
    const range = document.createRange();
    range.selectNodeContents(this.root);
    const where = range.comparePoint(node, offset); // -1 before the text, 1 behind it
    if (where !== 0) return where < 0 ? 0 : this.end;
    range.setEnd(node, offset);
    return points(range.toString());
  }

  /** The index of the text node that has a code point. @param {number} at */
  index(at) {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The range from one code point to another. @param {number} start @param {number} end */
  range(start, end) {
    const range = document.createRange();
    if (!this.nodes.length) return range;
    const [first, last] = [this.index(start), this.index(Math.max(start, end - 1))];
    range.setStart(this.nodes[first], units(this.nodes[first].data, start - this.starts[first]));
    range.setEnd(this.nodes[last], units(this.nodes[last].data, end - this.starts[last]));
    return range;
  }

  /** What is selected in the text, in code points; null if nothing is. */
  selected() {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
    const range = chosen.getRangeAt(0);
    if (!range.intersectsNode(this.root)) return null;
    const start = this.offset(range.startContainer, range.startOffset);
    const end = this.offset(range.endContainer, range.endOffset);
    return end > start ? { start, end } : null;
  }

  /** Selects words. @param {number} start @param {number} end */
  select(start, end) {
    const range = this.range(start, end);
    const chosen = getSelection();
    chosen?.removeAllRanges();
    chosen?.addRange(range);
    return range;
  }

  /** The sentence at a code point. @param {string} language @param {number} at */
  sentence(language, at) {
    const [start, end] = this.segments(language, "sentence").find((sentence) => at < sentence[1]) ?? [];
    return end ? { start, end } : null;
  }

  /** All words or sentences, in code points; the same in every script, unlike `Selection.modify`.
   * @param {string} language @param {"word" | "sentence"} granularity @returns {number[][]} */
  segments(language, granularity) {
    if (!this.own[granularity]) {
      const segmenter = new Intl.Segmenter(language === "und" ? "en" : language, { granularity });
      let at = 0;
      this.own[granularity] = [...segmenter.segment(this.root.textContent ?? "")].map(({ segment, isWordLike }) => {
        const start = at + points(segment) - points(segment.trimStart());
        at += points(segment);
        return [start, at - points(segment) + points(segment.trimEnd()), isWordLike === false ? 0 : 1];
      }).filter(([start, end, isMeant]) => isMeant && end > start);
    }
    return this.own[granularity];
  }
}

/** Paints words without changing the page: a selection is lost when a field has the focus.
 * @param {string} name @param {Range[]} ranges */
export function paint(name, ranges) {
  if (!("highlights" in CSS)) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}
