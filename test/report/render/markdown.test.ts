import { describe, expect, it } from "vitest";
import { toMarkdownHtml } from "../../../src/report/render/page/markdown.ts";
import { EmojiSprite } from "../../../src/report/render/type/emoji.ts";

const toHtml = (source: string): string => toMarkdownHtml(source, new EmojiSprite());

describe("the author's Markdown", () => {
  it("keeps its headings below the block's own", () => {
    expect(toHtml("# One\n\n## Two\n\ntext")).toBe("<h4>One</h4>\n<h4>Two</h4>\n<p>text</p>");
  });

  it("may stress, list and link", () => {
    expect(toHtml("*a* **b**\n\n- [c](https://acme.test/?a=1&b=2)")).toBe(
      '<p><em>a</em> <strong>b</strong></p>\n<ul>\n<li><a rel="noreferrer" href="https://acme.test/?a=1&amp;b=2">c</a></li>\n</ul>',
    );
  });

  it.each([
    ["<b onclick=x>y</b>", "<p>&lt;b onclick=x&gt;y&lt;/b&gt;</p>"],
    ["[a](javascript:alert(1))", '<p><a rel="noreferrer" href="">a</a></p>'],
    ["![a](https://elsewhere.test/p.png)", '<p>!<a rel="noreferrer" href="https://elsewhere.test/p.png">a</a></p>'],
    ["a\u202Eb\u0007", "<p>ab</p>"],
  ])("obeys nothing: %j", (source, html) => {
    expect(toHtml(source)).toBe(html);
  });

  it("draws emoji in text and leaves them alone in addresses", () => {
    const html = toHtml("🎉 [x](https://acme.test/🎉)");
    expect(html.match(/<use href="#e-1f389"\/>/g)).toHaveLength(1);
    expect(html).toContain('href="https://acme.test/%F0%9F%8E%89"');
  });
});
