import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { EDITS } from "./edits.ts";

/**
 * Given to Node by `--import`: loads the shipping source with the edits of the variant that HUZHU_VARIANT names, so
 * that a broken program can be tried without a single hook in the program. Fails where an edit does not fit.
 */
const name = process.env["HUZHU_VARIANT"] ?? "";
const edits = EDITS[name];
if (edits === undefined) throw new Error(`no variant ${name}`);

const project = fileURLToPath(new URL("../../../", import.meta.url));
const sources = new Map<string, string>();
for (const { file, find, replace } of edits) {
  const path = join(project, file);
  const url = pathToFileURL(path).href;
  const source = sources.get(url) ?? readFileSync(path, "utf8");
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${name}: ${file} has ${parts.length - 1} times: ${find}`);
  sources.set(url, parts.join(replace));
}

registerHooks({
  load(url, context, next) {
    const source = sources.get(url);
    return source === undefined
      ? next(url, context)
      : { format: "module-typescript", source, shortCircuit: true };
  },
});
