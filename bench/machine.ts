import { execFileSync } from "node:child_process";
import { availableParallelism, cpus } from "node:os";

/** What the figures were measured with: Node, machine, date, commit. */
export function machineLine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const date = new Date().toISOString().slice(0, 10);
  return `Node ${process.version}, ${availableParallelism()} cores (${model}), ${date}, commit ${commit()}`;
}

function commit(): string {
  const folder = new URL("..", import.meta.url);
  const git = (...words: readonly string[]) =>
    execFileSync("git", [...words], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  try {
    const changed = git("status", "--porcelain", "--", "src", "bench").trim() === "" ? "" : " with changes";
    return git("rev-parse", "--short", "HEAD").trim() + changed;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return "unknown";
  }
}
