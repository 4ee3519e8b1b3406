"""Images: a path in a spec → the bytes of a PNG or JPEG file, checked.

In: the ``Source`` and the path of the value that names the file. Out: an ``ir.Image``, its bytes as they are;
only what its camera says is to be turned is turned here, as not every program does when it shows it. Pillow judges by
content, not by the file's name, and is loaded only when there is an image.
"""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zlib
from pathlib import Path

from .. import ir
from ..diagnostics import CompilationError, Diagnostic, quote
from .files import ROOTS
from .spec_file import Source

_RELATIVE = "the path is relative to the spec"
MAX_PIXELS = 50_000_000
MAX_BYTES = 200_000_000
_PNG_END = b"IEND\xaeB`\x82"  # with its checksum, which Pillow does not read
# What Pillow 12 raises for files that are not what they seem, by plugin and by chunk.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error)


def read_image(source: Source, place: ir.Path, file: str) -> ir.Image:
    """The image at ``file``, relative to the spec; ``place`` is the path in the spec of the value that says so."""
    try:
        data = _read(source, file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's: our limit of pixels is lower, and torn Exif spoils no picture
            kind, pixels, turned = _check(data)
            if turned:
                data, pixels = _upright(data)
    except _Refused as refused:
        code, message, help = refused.args
        raise CompilationError([Diagnostic(code, message, source.span(place), help=help)]) from None
    return ir.Image(data, kind, pixels, name=Path(file).name)


class _Refused(Exception):
    """Code, message and help of the diagnostic to make."""


def _read(source: Source, file: str) -> bytes:
    if Path(file).is_absolute():
        raise _Refused("S131", "the path of an image must not begin at the root", "write it relative to the spec")
    if "\0" in file:
        raise _Refused("S130", "no file's name holds the character U+0000", "take it out")
    try:
        path = (source.path.absolute().parent / file).resolve()
        if not path.is_relative_to(source.project.resolve()):
            marks = ", ".join(f"`{root}`" for root in sorted(ROOTS))
            help = f"move it there; the project is the nearest folder above the spec with one of {marks} in it"
            raise _Refused("S131", "this image lies outside the project's folder", help)
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _Refused("S130", "this is not a file", "name a PNG or JPEG file")
        if status.st_size > MAX_BYTES:
            raise _Refused("S134", "this image is too large", f"a file may have {MAX_BYTES // 1_000_000} MB at most")
        return path.read_bytes()
    except FileNotFoundError:
        raise _Refused("S130", f"there is no file {quote(file)}", _nearest(path, file)) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, up to Python 3.12
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its links lead in a circle"
        raise _Refused("S130", f"cannot read the image: {reason}", "") from None


def _nearest(path: Path, file: str) -> str:
    """Help for a file that is not there: the one that is called nearly like it, in small or capital letters too."""
    from difflib import get_close_matches

    try:
        names = {other.name.lower(): other.name for other in sorted(path.parent.iterdir())}
    except OSError:
        names = {}
    near = get_close_matches(path.name.lower(), names, 1, cutoff=0.8)
    return f"did you mean {quote(str(Path(file).with_name(names[near[0]])))}?" if near else _RELATIVE


def _check(data: bytes) -> tuple[str, tuple[int, int], bool]:
    """Kind and size of an image, when it is a whole PNG or JPEG, and whether it is to be turned before it is shown."""
    from PIL import ExifTags, Image, UnidentifiedImageError

    try:
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except UnidentifiedImageError:
        raise _Refused("S132", "this file is neither a PNG nor a JPEG image", "save it as PNG or JPEG") from None
    except _BROKEN:
        raise _damaged() from None
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()
    size = image.size  # before the draft, which is smaller
    try:
        if image.format == "PNG":
            if _PNG_END not in data:
                raise _damaged()
            image.verify()  # the checksums of all chunks up to the end; Pillow must open anew after it
            image = Image.open(io.BytesIO(data), formats=("PNG",))
        else:
            image.draft("L", (1, 1))  # decodes the whole file, but only an eighth of the pixels
        image.load()
        turned = image.getexif().get(ExifTags.Base.Orientation, 1) != 1
    except _BROKEN:
        raise _damaged() from None
    return ("png" if image.format == "PNG" else "jpeg"), size, turned


def _upright(data: bytes) -> tuple[bytes, tuple[int, int]]:
    """An image turned as its camera says, and its size: a JPEG stays one, as finely encoded as it was."""
    from PIL import Image, ImageOps
    from PIL.JpegImagePlugin import JpegImageFile, get_sampling

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        upright = ImageOps.exif_transpose(image)
        profile = image.info.get("icc_profile")
        out = io.BytesIO()
        if isinstance(image, JpegImageFile):
            tables, sampling = image.quantization, get_sampling(image)
            upright.save(out, "JPEG", qtables=tables, subsampling=sampling, icc_profile=profile)
        else:
            upright.save(out, "PNG", icc_profile=profile)
    return out.getvalue(), upright.size


def _too_many_pixels() -> _Refused:
    return _Refused("S134", "this image is too large", f"it may have {MAX_PIXELS // 1_000_000} megapixels at most")


def _damaged() -> _Refused:
    return _Refused("S133", "this image is damaged or not whole", "save or download it anew")
