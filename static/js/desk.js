// What only the desk needs: kept apart, so that no phone has to load it.
import * as sift from "./behaviours/sift.js"

for (const element of document.querySelectorAll('[data-behaviour="sift"]')) sift.connect(element)

// On a phone the rail is a row that is longer than the screen: it opens where one is.
document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" })
