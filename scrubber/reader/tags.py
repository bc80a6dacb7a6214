"""HTML's elements by what they mean to a reader of text (HTML Living Standard, rendering and content models)."""

from __future__ import annotations

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "canvas", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "listing", "main", "menu", "nav", "noframes",
    "ol", "optgroup", "option", "p", "plaintext", "pre", "search", "section", "select", "summary", "table", "tbody",
    "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "video", "xmp",
})
# Ruby annotations (rt, rp) are visible, but inside of words: read along, they would break every one of them.
NOT_VISIBLE = frozenset({
    "script", "style", "head", "title", "desc", "metadata", "template", "noscript", "iframe", "datalist", "annotation",
    "annotation-xml", "noembed", "rt", "rp",
})
# What stands in a head; anything else opens the body, though a page leaves out its tag.
HEAD_CONTENT = frozenset({
    "title", "meta", "link", "base", "basefont", "bgsound", "style", "script", "noscript", "template", "noframes",
    "object",
})
# fmt: on
LISTS = frozenset({"ul", "ol", "menu", "dir"})
GROUPS = LISTS | {"dl", "table", "select"}
CELLS = frozenset({"td", "th"})
EXACT = frozenset({"pre", "listing", "xmp", "plaintext"})
PICTURES = ("img", "picture", "video", "iframe", "svg", "canvas", "object", "audio", "embed")
HEADING_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# Class names, whole, that publishing systems give to the text below a picture.
CAPTION_CLASSES = frozenset(
    {
        "caption",
        "figcaption",
        "wp-caption-text",
        "image-caption",
        "img-caption",
        "photo-caption",
        "media-caption",
        "article-caption",
        "figure-caption",
        "picture-caption",
        "caption-text",
        "image__caption",
        "figure__caption",
        "media__caption",
        "photo__caption",
    }
)
# What no value of a table, and no plain item of a list, holds.
STRUCTURE = (
    "table",
    "ul",
    "ol",
    "dl",
    "pre",
    "blockquote",
    "figure",
    "form",
    "article",
    "section",
    "tr",
    *HEADING_LEVELS,
)
CARD = (*HEADING_LEVELS, "blockquote", "table", "article", "section", "figure")
