import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { Homes } from "../node/homes.ts";

const start = new URL("./start-cli.ts", import.meta.url).pathname;
const homes = new Homes();

afterEach(() => homes.close());

/** A node in a process of its own: what it says when it is ready, what `look` sees, and all that it ever wrote. */
async function running<T>(words: readonly string[], look: (ready: Record<string, number>) => Promise<T>) {
  await homes.found("an");
  const place = ["--home", await homes.folder("an"), "--listen", "/ip4/127.0.0.1/tcp/0", "--json"];
  const child = spawn(process.execPath, [start, "start", ...place, ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  try {
    const first = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    return { seen: await look(JSON.parse(String(first.value)) as Record<string, number>), err: () => err };
  } finally {
    child.kill("SIGTERM");
    await closed;
  }
}

test("figures are served where they are asked for, at the port that is given", async () => {
  const { seen } = await running(["--metrics", "0"], async ({ metricsPort }) => {
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    return [answer.status, await answer.text()] as const;
  });
  expect(seen[0]).toBe(200);
  expect(seen[1]).toContain("# TYPE huzhu_height gauge\n");
});

test("without being asked a node serves no figures, and writes nothing to its log while all is well", async () => {
  const { seen, err } = await running([], async (ready) => Object.keys(ready));
  expect(seen).toContain("apiPort");
  expect(seen).not.toContain("metricsPort");
  expect(err()).toBe("");
});
