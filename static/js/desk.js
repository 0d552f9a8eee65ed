// What only the desk needs: kept apart, so that no phone has to load it.
import * as sift from "./behaviours/sift.js"

for (const element of document.querySelectorAll('[data-behaviour="sift"]')) sift.connect(element)
