"""A QR code as a picture of paths, drawn here: nobody else learns what is on it."""

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage


def qr_of(address: str) -> SafeString:
    """The code of an address as SVG, sized by the style sheet. It holds the address and nothing else."""
    code = qrcode.QRCode(image_factory=SvgPathImage, border=2)
    code.add_data(address)
    code.make(fit=True)
    drawn: str = code.make_image().to_string(encoding="unicode")
    # Written by the library from the modules of the code: paths and numbers alone.
    return mark_safe(drawn)  # noqa: S308
