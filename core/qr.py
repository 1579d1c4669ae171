"""A QR code as the path of an SVG: drawn by us, without a style or a request elsewhere."""

from typing import NamedTuple

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode


class Code(NamedTuple):
    """`path` is the `d` of a path in a view box of `size` by `size`, with its quiet border."""

    path: str
    size: int


def code(text: str) -> Code:
    """Of an address, say. Raises qrcode.exceptions.DataOverflowError beyond some 2,300 letters."""
    made: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    made.add_data(text)
    made.make(fit=True)
    rows = made.get_matrix()
    dark = (
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return Code(path="".join(dark), size=len(rows))
