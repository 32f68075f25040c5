"""The progress bar of a build: on a terminal only."""

from __future__ import annotations

import shutil
import sys
from types import TracebackType

from tqdm import tqdm


class Progress:
    """Call with how much is done, of how much, and what is being done now.

    The two numbers are in any unit, such as bytes of input; the total may grow.
    """

    def __init__(self) -> None:
        """Show nothing yet, and never anything where there is no terminal to show it on."""
        # Not tqdm's own measure: where a terminal gives no size, that shows nothing at all.
        size = shutil.get_terminal_size()
        self.bar = tqdm(
            disable=not sys.stderr.isatty(),
            bar_format="{percentage:3.0f}% |{bar}| {elapsed} {desc}",
            ncols=size.columns,
            nrows=size.lines,
            leave=False,
        )

    def __call__(self, done: int, total: int, text: str) -> None:
        """Show that `done` of `total` is done and `text` is in hand."""
        if self.bar.disable:
            return
        self.bar.total = max(total, 1)
        self.bar.set_description_str(text, refresh=False)
        self.bar.update(done - self.bar.n)
        self.bar.refresh()

    def __enter__(self) -> Progress:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away, so that what is printed next stands on a line of its own."""
        self.bar.close()
