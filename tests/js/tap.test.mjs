import assert from "node:assert/strict"
import { test } from "node:test"
import { refused } from "../../static/js/behaviours/tap.js"
import { FLIGHT, course } from "../../static/js/travel.js"

test("the path begins at the button and ends at the rocket", () => {
  const path = course({ x: 195, y: 700 }, { x: 310.26, y: 120 })

  assert.ok(path.startsWith("M195,700C"))
  assert.ok(path.endsWith(" 310.3,120"))
})

test("it leaves the button upwards and meets the rocket from below", () => {
  const path = course({ x: 100, y: 700 }, { x: 300, y: 100 })
  const [, , leavesX, leavesY, meetsX, meetsY] = path.match(/[\d.]+/g).map(Number)

  assert.deepEqual([leavesX, meetsX], [100, 300])
  assert.ok(leavesY < 700 && meetsY > 100)
})

test("the flight leaves time for the landing within the moment", () => {
  assert.ok(FLIGHT <= 800)
})

test("only an answer below 400 keeps the print", () => {
  assert.equal(refused({ response: { status: 200 } }), false)
  assert.equal(refused({ response: { status: 422 } }), true)
  assert.equal(refused({ response: { status: 503 } }), true)
  assert.equal(refused({}), true)
  assert.equal(refused(undefined), true)
})
