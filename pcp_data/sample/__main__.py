"""Write the sample data: `python -m pcp_data.sample [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from pcp_data.sample.generate import sample_files
from pcp_data.sample.writing import write_all


def main(arguments: list[str]) -> int:
    """Write every file to the folder and say what was written. Return the exit status."""
    if len(arguments) > 1 or (arguments and arguments[0].startswith("-")):
        print("Usage: python -m pcp_data.sample [FOLDER]")
        return 2
    folder = Path(arguments[0] if arguments else "sample_data")
    sample, others = sample_files()
    write_all(folder, sample, others)
    for name, content in sorted({**sample, **others}.items()):
        print(f"{len(content):>10,} bytes  {folder / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
