"""NumPy masks and positions as Arrow arrays, over the same memory.

`pyarrow.array` would import pandas for the question whether its argument is a Series (0.7 s).
"""

from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from core.imports.ledger import Int64


def arrow_mask(mask: NDArray[np.bool_]) -> Any:
    """Return a mask as an Arrow array of booleans."""
    bits = pa.py_buffer(np.packbits(mask, bitorder="little").tobytes())
    return pa.Array.from_buffers(pa.bool_(), len(mask), [None, bits])


def arrow_positions(positions: Int64) -> Any:
    """Return positions as an Arrow array of integers."""
    buffer = pa.py_buffer(np.ascontiguousarray(positions, np.int64).tobytes())
    return pa.Array.from_buffers(pa.int64(), len(positions), [None, buffer])
