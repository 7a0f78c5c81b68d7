#!/usr/bin/env node
// Written so that a Node much too old can read it: it says what to do instead of failing on new syntax.
import childProcess from "node:child_process";
import fs from "node:fs";
import url from "node:url";

var NEEDED = [22, 13];
var found = process.versions.node.split(".").map(Number);
var isNewEnough = found[0] > NEEDED[0] || (found[0] === NEEDED[0] && found[1] >= NEEDED[1]);

// V8 lets the garbage of short-lived objects grow to 48 MB, which a node that mostly waits never needs: see
// docs/decisions/043-at-rest.md. With the second word a node at rest gives memory back: 045-given-back-at-rest.md.
// Node takes both at its start only.
var FRUGAL = ["--max-semi-space-size=4", "--expose-gc"];

if (isNewEnough) {
  beginFrugally();
  import("../dist/cli/run.js").then(
    (cli) => cli.run(),
    (error) => {
      var isUnbuilt = error.code === "ERR_MODULE_NOT_FOUND" && !fs.existsSync(here("../dist/cli/run.js"));
      console.error(isUnbuilt ? "huzhu is not built yet. Build it with: npm run build" : error);
      process.exit(1);
    },
  );
} else {
  runWithBundledNode();
}

/** Begins once more, in the same process, where a node is to run; does nothing where that cannot be done. */
function beginFrugally() {
  if (process.execve === undefined || process.platform === "win32" || process.channel) return;
  var words = process.argv.slice(2);
  var isSaid = process.execArgv
    .concat(process.env.NODE_OPTIONS || "")
    .join(" ")
    .includes("semi-space-size");
  if (isSaid || !words.includes("start")) return;
  process.execve(
    process.execPath,
    [process.execPath].concat(process.execArgv, FRUGAL, url.fileURLToPath(import.meta.url), words),
    process.env,
  );
}

function runWithBundledNode() {
  var node = [here("../node_modules/node/bin/node"), here("../node_modules/.bin/node")].find((path) =>
    fs.existsSync(path),
  );
  if (node === undefined) {
    console.error(
      "This is Node " +
        process.versions.node +
        "; huzhu needs 22.13 or newer. Run npm ci in huzhu's folder, which brings its own Node, or install Node 24.",
    );
    process.exit(1);
  }
  var words = FRUGAL.concat(url.fileURLToPath(import.meta.url), process.argv.slice(2));
  var child = childProcess.spawn(node, words, { stdio: "inherit" });
  ["SIGINT", "SIGTERM", "SIGHUP"].forEach((signal) => {
    process.on(signal, () => {
      // Ctrl-C reaches the child by itself, as both are in the foreground.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  });
  child.on("error", (error) => {
    console.error(`huzhu's own Node could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    process.exit(code === null ? (signal === "SIGINT" ? 130 : 1) : code);
  });
}

function here(path) {
  return url.fileURLToPath(new URL(path, import.meta.url));
}
