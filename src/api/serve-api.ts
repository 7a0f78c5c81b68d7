import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { present } from "../base/assert.ts";
import { toHex } from "../base/bytes.ts";
import type { Healthy } from "../node/health.ts";
import type { NodeService } from "../node/node-service.ts";
import { removeApiFile, writeApiFile } from "./api-file.ts";
import { createApi } from "./app.ts";

const TOKEN_BYTES = 32;

export interface ServedApi {
  readonly port: number;
  stop(): Promise<void>;
}

/** Serves the node on a free port of 127.0.0.1 and writes `api.json` into its home, until `stop`. */
export async function serveApi(
  service: NodeService & Healthy,
  home: string,
  options: { onError(error: unknown): void },
): Promise<ServedApi> {
  const token = toHex(randomBytes(TOKEN_BYTES));
  let port = 0;
  const app = createApi(service, {
    token,
    port: () => port,
    onError: options.onError,
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = present(server.address(), "a listening server");
  port = typeof address === "string" ? 0 : address.port;
  await writeApiFile(home, { port, token, pid: process.pid });
  return {
    port,
    stop: async () => {
      await removeApiFile(home, token);
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
