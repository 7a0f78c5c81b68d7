import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { present } from "../base/assert.ts";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import type { Sample } from "../node/metrics.ts";
import { metricsText } from "../node/metrics-text.ts";
import { isOwnHost } from "./own-host.ts";

/** Where Prometheus looks when nothing else is said. */
export const METRICS_PORT = 9_464;

const TEXT = "text/plain; version=0.0.4; charset=utf-8";

export interface ServedMetrics {
  readonly port: number;
  stop(): Promise<void>;
}

export interface MetricsOptions {
  /** 0: any free one */
  readonly port: number;
  figures(): Promise<readonly Sample[]>;
  onError(error: unknown): void;
}

/** Serves `GET /metrics` on 127.0.0.1, to whoever is on this machine. Throws OperatorError: metrics-port-in-use. */
export async function serveMetrics(options: MetricsOptions): Promise<ServedMetrics> {
  let port = 0;
  const server = createServer((request, response) => void answer(options, port, request, response));
  const listening = once(server, "listening");
  server.listen(options.port, "127.0.0.1");
  try {
    await listening;
  } catch (error) {
    throw new OperatorError("metrics-port-in-use", EXIT.failure, { port: String(options.port) }, error);
  }
  const address = present(server.address(), "a listening server");
  port = typeof address === "string" ? 0 : address.port;
  return { port, stop: () => closed(server) };
}

async function answer(
  { figures, onError }: MetricsOptions,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const end = (status: number, text: string): void => {
    response.writeHead(status, { "content-type": TEXT, "cache-control": "no-store" }).end(text);
  };
  if (!isOwnHost(request.headers.host, port)) return end(403, "another host's name\n");
  if (request.method !== "GET" || request.url !== "/metrics") return end(404, "only GET /metrics\n");
  try {
    end(200, metricsText(await figures()));
  } catch (error) {
    onError(error);
    end(500, "\n");
  }
}

async function closed(server: Server): Promise<void> {
  const over = once(server, "close");
  server.close();
  server.closeAllConnections();
  await over;
}
