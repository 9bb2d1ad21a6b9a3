// Where each sentence of a reading stands among the words of a page.
const LEFT_OUT = "script, style, template, svg, nav, aside, [hidden], .app-formats, .app-player, .app-share, .app-ask, .nhsuk-u-visually-hidden";
const NEAR = 200; // characters: the next sentence begins soon, or the words were others
const BLOCK = "p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, div, figcaption, blockquote, pre, section, header";

// The text of a page with single spaces, and for each of its characters where that stands.
export class PageText {
  constructor(root) {
    this.text = "";
    this.places = []; // text node and offset, one for each character
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let block = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const outside = parent.closest(LEFT_OUT);
      if (outside && root.contains(outside)) continue;
      const own = parent.closest(BLOCK);
      if (own !== block) this.#add(" ", node, 0);
      block = own;
      // One character each: an emoji is two, and stays two.
      for (let at = 0; at < node.data.length; at += 1) this.#add(node.data[at], node, at);
    }
  }

  #add(character, node, at) {
    const space = /\s/.test(character);
    if (space && (this.text === "" || this.text.endsWith(" "))) return;
    this.text += space ? " " : character;
    this.places.push([node, at]);
  }

  // The ranges of sentences, in order; null for one that the page does not have.
  ranges(sentences) {
    const wanted = sentences.map((sentence) => sentence.replace(/\s+/g, " ").trim());
    let from = 0;
    return wanted.map((words, number) => {
      const at = this.#find(words, wanted[number + 1], from);
      if (at === -1) return null;
      if (at >= from) from = at + words.length;
      return this.#range(at, at + words.length);
    });
  }

  #find(words, next, from) {
    if (words === "") return -1;
    const at = this.text.indexOf(words, from);
    // A few words that come far away are likely others; unless the next sentence follows them.
    if (at !== -1 && (at - from <= NEAR || this.#follows(next, at + words.length))) return at;
    // A page may show in another order what is read at its beginning.
    const first = this.text.indexOf(words);
    return first !== -1 && first === this.text.lastIndexOf(words) ? first : -1;
  }

  #follows(words, end) {
    const at = words ? this.text.indexOf(words, end) : -1;
    return at !== -1 && at - end <= NEAR;
  }

  #range(start, end) {
    const range = new Range();
    range.setStart(...this.places[start]);
    const [node, at] = this.places[end - 1];
    range.setEnd(node, at + 1);
    return range;
  }
}
