// The shared tablet's decisions that need no browser: the pad, the lock, a card's square.
import assert from "node:assert/strict"
import { test } from "node:test"

import { state } from "../../static/js/station/lock.js"
import { after } from "../../static/js/station/pad.js"
import { codeIn } from "../../static/js/station/scan.js"

test("the pad takes four figures, takes one back, clears all", () => {
  assert.equal(after("258", "0"), "2580")
  assert.equal(after("2580", "1"), "2580")
  assert.equal(after("2580", "back"), "258")
  assert.equal(after("2580", "clear"), "")
})

test("a turn warns before it is over", () => {
  assert.deepEqual([24_999, 25_000, 44_999, 45_000].map((quiet) => state(quiet, 45, 25)), ["on", "warns", "warns", "over"])
})

test("only the fragment of a card's square is a code", () => {
  assert.equal(codeIn("https://uplift.test/sign-in#K7MP4QXR9T2C"), "K7MP4QXR9T2C")
  assert.equal(codeIn("https://uplift.test/sign-in"), "")
  assert.equal(codeIn("K7MP4QXR9T2C"), "")
})
