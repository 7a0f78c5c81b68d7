import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveApi } from "../../src/api/serve-api.ts";
import type { FakeNode } from "../api/fake-node.ts";

/** A new home in which this node is served; `close` ends both. */
export async function servedHome(node: FakeNode): Promise<{ readonly home: string; close(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), "huzhu-served-"));
  const onError = (error: unknown): never => {
    throw error;
  };
  const api = await serveApi(node, home, { onError });
  return {
    home,
    async close() {
      await api.stop();
      await rm(home, { recursive: true });
    },
  };
}
