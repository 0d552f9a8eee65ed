"""Every screen there is: who looks at it and where. For photographs and for axe."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen; `presses` names the buttons to press before looking."""

    name: str
    role: str  # nobody, staff, leader or admin
    path: str
    presses: tuple[str, ...] = ()


SCREENS = (
    Screen("demo", "nobody", "/demo"),
    Screen("sign-in", "nobody", "/sign-in"),
    Screen("today", "staff", "/"),
    Screen("today-done", "staff", "/", presses=("Done",)),
    Screen("team", "staff", "/team"),
    Screen("orbit", "staff", "/orbit"),
    Screen("me", "staff", "/me"),
    Screen("leader-view", "staff", "/me/leader-view"),
    Screen("password", "staff", "/password"),
    Screen("not-found", "staff", "/nowhere"),
    Screen("lead", "leader", "/lead"),
    Screen("challenges", "admin", "/desk/challenges"),
    Screen("challenge-new", "admin", "/desk/challenges/new"),
    Screen("people", "admin", "/desk/people"),
    Screen("people-import", "admin", "/desk/people/import"),
)
