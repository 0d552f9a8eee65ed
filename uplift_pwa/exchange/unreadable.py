"""The one error of every reader of files: this cannot be read, and why."""


class Unreadable(Exception):
    """A file with nothing to use in it: `reason_code` says why, `detail` where or how much."""

    def __init__(self, reason_code: str, detail: str = "") -> None:
        super().__init__(reason_code, detail)
        self.reason_code = reason_code
        self.detail = detail
