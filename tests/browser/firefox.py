"""Stock Firefox, headless, as somebody's browser: no driver and no package besides itself.

with Firefox(profile, push="ws://127.0.0.1:1234/") as fox:
    fox.goto(url)
    fox.click("#subscribe")
    fox.script("return document.title")
"""

import json
import os
import shutil
import signal
import subprocess
from contextlib import suppress

from tests.browser.marionette import Marionette
from tests.browser.tab import Tab, until

PREFERENCES = {
    "dom.push.connection.enabled": True,  # what drives Firefox turns it off
    "dom.push.testing.allowInsecureServerURL": True,  # or only wss:// may bring pushes
    "dom.push.retryBaseInterval": 200,  # ms
    "permissions.default.desktop-notification": 1,  # every site may show notifications
    "alerts.useSystemBackend": False,  # Firefox draws them itself: there is no desktop here
    "network.disable-localhost-when-offline": True,  # or "offline" would still reach us
    "marionette.port": 0,  # any that is free; it is written into the profile
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
BINARY = "firefox-esr"
FLAGS = ("--headless", "--marionette", "--remote-allow-system-access", "--no-remote")


def missing():
    """Why no Firefox can be driven here, or None. (One in a snap reads no profile of ours.)"""
    if shutil.which(BINARY):
        return None
    return f"{BINARY} is missing (apt-get install {BINARY})"


class Firefox(Tab):
    """A Firefox on a profile of its own; open it again on the same folder to go on there."""

    def __init__(self, profile, push=None, **preferences):
        self.profile = profile
        service = {"dom.push.serverURL": push} if push else {}
        self.preferences = PREFERENCES | service | preferences

    def __enter__(self):
        self.profile.mkdir(exist_ok=True)
        wanted = (
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in self.preferences.items()
        )
        (self.profile / "user.js").write_text("".join(wanted))
        told = self.profile / "MarionetteActivePort"
        told.unlink(missing_ok=True)
        with (self.profile / "said.txt").open("ab") as log:
            self.process = subprocess.Popen(
                [BINARY, *FLAGS, "--profile", self.profile],
                env=os.environ | {"HOME": str(self.profile)},
                stdout=log,
                stderr=log,
            )
        try:
            port = until(lambda: told.exists() and told.read_text(), 60)
            self.marionette = until(lambda: _greeted(int(port)))
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_):
        self.marionette.close()
        self._end()

    def _end(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def inside(self, body, *given):
        """Run the body of a function with the browser's own rights, not a page's."""
        self.marionette.command("Marionette:SetContext", value="chrome")
        try:
            return self.marionette.command(
                "WebDriver:ExecuteScript", script=body, args=list(given)
            )
        finally:
            self.marionette.command("Marionette:SetContext", value="content")

    def offline(self, on=True):
        """No network from now on, or one again; pages hear of it as on a phone."""
        self.inside(
            "Services.io.manageOfflineStatus = false; Services.io.offline = arguments[0]", on
        )
        until(lambda: self.script("return navigator.onLine !== given[0]", on))

    def alerts(self):
        """The titles of the notifications that are on the screen now."""
        return self.inside(
            """return [...Services.wm.getEnumerator("alert:alert")].map((one) =>
                 one.document.getElementById("alertTitleLabel")?.getAttribute("value"))
                 .filter(Boolean)"""
        )

    def tap_alert(self, title):
        """Tap the notification with this title; whether there was one."""
        return self.inside(
            """for (const one of Services.wm.getEnumerator("alert:alert")) {
                 const label = one.document.getElementById("alertTitleLabel")
                 if (label?.getAttribute("value") !== arguments[0]) continue
                 one.onAlertClick()
                 return true
               }
               return false""",
            title,
        )

    def addresses(self):
        """The addresses of all open tabs: a tapped notification opens a tab of its own."""
        return self.inside(
            "return [...gBrowser.tabs].map((t) => t.linkedBrowser.currentURI.spec)"
        )


def _greeted(port):
    with suppress(ConnectionRefusedError):
        return Marionette(port)
    return None
