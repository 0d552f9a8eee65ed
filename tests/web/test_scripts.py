"""Modules joined into one file do what they do apart, each of them once."""

import subprocess

import pytest

from uplift_pwa.web import scripts
from uplift_pwa.web.assets import STATIC

SMALL = {
    "js/app.js": """\
// What every page runs.
import * as near from "./parts/near.js"
import { add, counter as now } from "./store.js"
import "./parts/heard.js"

const name = "near" // of what comes later
add(1)
near.greet("app")
import(`./behaviours/${name}.js`).then((it) => it.connect())
console.log("counted", now.count)
""",
    "js/store.js": """\
import { first } from "../vendor/idb-keyval/index.js"

export const counter = { count: first() } // "told" once

export function add(more) {
  counter.count += more
}
""",
    "js/parts/near.js": """\
export async function greet(from) {
  console.log("hello", from, (await import("./far.js")).place)
  console.log("kept", (await import("../push/keep.js")).kept)
}
""",
    "js/parts/far.js": 'export const place = "far"\n',
    "js/parts/heard.js": 'console.log("heard")\n',
    "js/behaviours/near.js": """\
import { counter } from "../store.js"
import { place } from "../parts/far.js"
export function connect() {
  console.log("later", counter.count, place)
}
""",
    "js/phone/seal.js": "export const add = 1\n",
    "js/phone/worker.js": "export const add = 2\n",
    "js/push/keep.js": "export const kept = 40\n",
    "vendor/idb-keyval/index.js": """\
/**
 * Counts from here.
 */
function one() {
    return 100;
}
console.log("begun");

export { one as first };
""",
}


@pytest.fixture
def static(tmp_path):
    """Writes modules as they lie in `static`; what is named is written in other words."""

    def static(**other):
        for path, text in (
            SMALL | {f"js/{name}.js": text for name, text in other.items()}
        ).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        return tmp_path

    return static


def ran(folder):
    """What a page would say that runs `js/app.js`."""
    (folder / "package.json").write_text('{"type": "module"}')
    command = ["node", folder / scripts.ENTRY]
    return subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout.splitlines()


def write(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_joined_modules_do_what_they_do_apart(static, tmp_path_factory):
    apart = static()
    together = write(tmp_path_factory.mktemp("sent"), scripts.sent(apart))

    said = ran(together)

    assert sorted(said) == sorted(ran(apart))
    assert said.count("begun") == 1
    assert "later 101 far" in said


def test_what_is_joined_is_not_sent_again(static):
    sent = scripts.sent(static())

    assert sorted(sent) == ["js/app.js", "js/behaviours/near.js", "js/parts/far.js"]
    assert "// What every page runs" not in sent["js/app.js"]


def test_modules_of_the_worker_may_use_one_name_for_two_things(tmp_path):
    store = 'import { one } from "../vendor/idb-keyval/index.js"\n'
    write(
        tmp_path,
        {
            "vendor/idb-keyval/index.js": "export const one = 1\n",
            "js/store.js": f"{store}const late = () => one\nexport const kept = () => late()\n",
            "sw/shell.js": "const late = () => 2\nexport const page = () => late()\n",
            "sw/main.js": """\
import { kept } from "../js/store.js"
import { page } from "./shell.js"
const late = 3
console.log(kept(), page(), late)
""",
        },
    )
    (tmp_path / "sw.cjs").write_text(scripts.worker(tmp_path))

    done = subprocess.run(["node", tmp_path / "sw.cjs"], capture_output=True, text=True)

    assert (done.stdout, done.stderr) == ("1 2 3\n", "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("export default 1\n", id="an export without a name"),
        pytest.param("export let place = 1\n", id="what may change after it was read"),
        pytest.param('export * from "./far.js"\n', id="another one's exports"),
        pytest.param("import what from './far.js'\n", id="an import in other quotes"),
        pytest.param("export const at = import.meta.url\n", id="where it stands"),
        pytest.param("import(`./parts/${name}.js`)\n", id="a path that is not known yet"),
        pytest.param("export const words = `one\n  two`\n", id="a text over two lines"),
    ],
)
def test_a_module_in_other_words_is_refused(static, text):
    with pytest.raises(ValueError, match=r"js/parts/heard\.js cannot be joined"):
        scripts.sent(static(**{"parts/heard": text}))


def test_modules_that_import_each_other_are_refused(static):
    with pytest.raises(ValueError, match="by way of"):
        scripts.sent(
            static(
                **{"parts/heard": 'import "./near.js"\n', "parts/near": 'import "./heard.js"\n'}
            )
        )


def test_every_module_of_ours_is_sent_or_joined():
    sent = scripts.sent(STATIC)

    joined = {path for path in scripts.sources(STATIC) if path not in sent}

    assert len(joined) > 10
    assert [
        path for path in joined if f"const {scripts._name(path)} =" not in sent[scripts.ENTRY]
    ] == []


def test_a_page_without_the_app_does_not_start_it():
    """The tablet at a door runs scripts of its own; what they import must not be joined."""
    sent = scripts.sent(STATIC)

    reached = [path for path in sent if path.startswith("js/station")] + [
        "js/behaviours/card.js"
    ]

    assert len(reached) > 4
    assert [path for path in reached if "app.js" in sent[path]] == []


def test_what_others_wrote_leaves_as_published(app):
    published = (STATIC / "vendor" / "htmx" / "htmx.min.js").read_bytes()

    assert (
        app.config["RELEASE"].folder / "vendor" / "htmx" / "htmx.min.js"
    ).read_bytes() == published
