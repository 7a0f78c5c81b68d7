#!/usr/bin/env node
// Written so that a Node much too old can read it: it says what to do instead of failing on new syntax.
import childProcess from "node:child_process";
import fs from "node:fs";
import url from "node:url";

var NEEDED = [22, 13];
var found = process.versions.node.split(".").map(Number);
var isNewEnough = found[0] > NEEDED[0] || (found[0] === NEEDED[0] && found[1] >= NEEDED[1]);

if (isNewEnough) {
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
  var child = childProcess.spawn(node, [url.fileURLToPath(import.meta.url)].concat(process.argv.slice(2)), {
    stdio: "inherit",
  });
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
