// When the line about the home screen comes, and how a typed or scanned code is read.
import assert from "node:assert/strict"
import { test } from "node:test"

import { fromFragment, grouped } from "../../static/js/behaviours/card.js"
import { QUIET, offers } from "../../static/js/behaviours/install.js"

const AT = Date.UTC(2026, 2, 2)
const usual = { app: false, offline: false, installed: undefined, refused: undefined, able: true, at: AT }

test("a browser that can keep the app is offered it", () => {
  assert.equal(offers(usual), true)
})

test("nothing is offered where it is already, cannot be, or has no network", () => {
  for (const odd of [{ app: true }, { installed: true }, { able: false }, { offline: true }]) {
    assert.equal(offers({ ...usual, ...odd }), false, JSON.stringify(odd))
  }
})

test("not now means two weeks", () => {
  assert.equal(offers({ ...usual, refused: AT - QUIET + 1 }), false)
  assert.equal(offers({ ...usual, refused: AT - QUIET }), true)
})

test("a code in an address is a card's or another phone's, or it is nothing", () => {
  assert.equal(fromFragment("#K7MP-4QXR-9T2C"), "K7MP4QXR9T2C")
  assert.equal(fromFragment("#K7M4QP"), "K7M4QP")
  for (const odd of ["", "#main", "#K7M4Q", "#K7M4QPX"]) assert.equal(fromFragment(odd), "")
})

test("signs stand in fours while they are typed, six alone in threes", () => {
  assert.equal(grouped("k7mp4qx"), "K7MP 4QX")
  assert.equal(grouped("k7m4qp"), "K7M4 QP")
  assert.equal(grouped("k7m4qp", true), "K7M 4QP")
  assert.equal(grouped("k7mp4qxr9t2c", true), "K7MP 4QXR 9T2C")
})
