"""Pictures are encoded anew before they are kept: no place, camera or hidden text follows, and no bomb."""

import io
import warnings

from PIL import Image, ImageOps

from core.errors import RuleViolation
from core.texts import _

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
"""The endings of pictures that may be attached, with their media types."""

_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
_MOST_PIXELS = 50_000_000


def encode_anew(data: bytes, extension: str) -> bytes:
    """Return the picture alone, turned as it was meant to be seen; `RuleViolation` when it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[_FORMATS[extension]]) as picture:
                return _encoded(picture, _FORMATS[extension])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise RuleViolation(_too_large()) from None
    except RuleViolation:
        raise
    except Exception:  # a broken picture fails anywhere in its decoder, in any way
        raise RuleViolation(_("Bilden går inte att läsa. Spara om den och försök igen.")) from None


def _encoded(picture: Image.Image, kind: str) -> bytes:
    if picture.width * picture.height > _MOST_PIXELS:
        raise RuleViolation(_too_large())
    upright = ImageOps.exif_transpose(picture)
    wanted = "RGB" if kind == "JPEG" else "RGBA" if _see_through(upright) else "RGB"
    plain = upright.convert(wanted)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = io.BytesIO()
    bare.save(out, kind)
    return out.getvalue()


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _too_large() -> str:
    return _("Bilden har för många bildpunkter. Minska den och försök igen.")
