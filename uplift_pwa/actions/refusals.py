"""Why an action was refused: a code that the web layer says in the person's language."""


class Refused(Exception):
    """The rules do not allow it. Nothing was written; `code` names the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
