import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { readHome, writeHome } from "../../src/node/home-file.ts";
import { Homes } from "../node/homes.ts";

const homes = new Homes();
afterEach(() => homes.close());

/** `huzhu start` until it has said that it runs; what it said. */
async function started(...words: readonly string[]): Promise<readonly string[]> {
  const stop = new AbortController();
  const lines: string[] = [];
  const io: Io = {
    out: (line) => {
      lines.push(line);
      // all it says at its start is said at once
      queueMicrotask(() => stop.abort());
    },
    err: (line) => void lines.push(line),
    env: {},
    isTty: false,
    ask: async () => "",
    input: async () => "",
    signal: stop.signal,
  };
  await main(["start", "--no-mdns", "--lang", "en", ...words], io, "1.2.3");
  return lines;
}

test("who starts a node is told where its port of last time is taken", async () => {
  await homes.found("an");
  const path = await homes.folder("an");
  const other = createServer().listen(0, "0.0.0.0");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  try {
    await writeHome({ ...(await readHome(path)), port });
    const [ready = ""] = await started("--json", "--home", path);
    const { port: now } = await readHome(path);
    expect(JSON.parse(ready)).toMatchObject({ ready: true, portTaken: port, port: now });
    expect(now).not.toBe(port);
    await writeHome({ ...(await readHome(path)), port });
    const said = (await started("--home", path)).join("\n");
    expect(said).toContain(`Another program has port ${port} now`);
    expect(said).toContain(`listens on ${(await readHome(path)).port};`);
    // whom it is told to listen on another has lost nothing
    await writeHome({ ...(await readHome(path)), port });
    const named = await started("--home", path, "--listen", "/ip4/127.0.0.1/tcp/0");
    expect(named.join("\n")).not.toContain("Another program");
  } finally {
    other.close();
  }
});
