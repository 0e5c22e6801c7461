"""The look of the Word files: one typeface that every Word has, petrol headings, Swedish throughout."""

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

FACT = "Fakta"
NOTE = "Tabellnot"
CELL = "Tabelltext"

_FONT = "Calibri"
_INK = RGBColor(0x17, 0x26, 0x2B)
_MUTED = RGBColor(0x4C, 0x5E, 0x65)
_ACCENT = RGBColor(0x0B, 0x55, 0x63)
_HEADINGS = {"Title": 22, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5, "Heading 4": 11}


def set_styles(word: Word, language: str) -> None:
    """Set fonts, colours and the language of a new document, and add the styles used in tables."""
    _set_language(word, language)
    normal = _style(word, "Normal")
    _set_font(normal, 11, _INK)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _HEADINGS.items():
        heading = _style(word, name)
        _set_font(heading, size, _ACCENT if name != "Title" else _INK)
        heading.font.bold, heading.font.italic = True, False
        heading.paragraph_format.keep_with_next = True
    _remove_line_under_title(_style(word, "Title"))
    caption = _style(word, "Caption")
    _set_font(caption, 10, _INK)
    caption.font.bold = True
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(3)
    for name, size, colour, after in ((FACT, 10.5, _MUTED, 0), (NOTE, 9, _MUTED, 2), (CELL, 9.5, _INK, 0)):
        added = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not isinstance(added, ParagraphStyle):
            raise TypeError(name)
        added.base_style = normal
        _set_font(added, size, colour)
        added.paragraph_format.space_after = Pt(after)
        added.paragraph_format.line_spacing = 1.0


def _style(word: Word, name: str) -> ParagraphStyle:
    found = word.styles[name]
    if not isinstance(found, ParagraphStyle):
        raise TypeError(name)
    return found


def _set_font(style: ParagraphStyle, size: float, colour: RGBColor) -> None:
    """Set a style's font; the theme's font would win over a named one, so it is taken away."""
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)


def _set_language(word: Word, language: str) -> None:
    for lang in word.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
        lang.set(qn("w:eastAsia"), language)


def _remove_line_under_title(title: ParagraphStyle) -> None:
    properties = title.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
