import { homedir } from "node:os";
import { isAbsolute, join as joinPath } from "node:path";

/** --home, else HUZHU_HOME, else the XDG data folder. */
export function homeOf(options: {
  readonly home?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}): string {
  const { home, env } = options;
  if (home) return home;
  if (env["HUZHU_HOME"]) return env["HUZHU_HOME"];
  const data = env["XDG_DATA_HOME"];
  // The XDG specification: a path that is not absolute is to be ignored.
  const base = data !== undefined && isAbsolute(data) ? data : joinPath(homedir(), ".local", "share");
  return joinPath(base, "huzhu");
}
