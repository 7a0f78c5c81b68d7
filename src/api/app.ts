import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Healthy } from "../node/health.ts";
import type { NodeService } from "../node/node-service.ts";
import { ApiFault } from "./api-fault.ts";
import { type GuardOptions, guard } from "./guard.ts";
import { addProfileRoutes } from "./routes/profile-routes.ts";
import { addReadRoutes } from "./routes/read-routes.ts";
import { addStreamRoutes } from "./routes/stream-routes.ts";
import { addWriteRoutes } from "./routes/write-routes.ts";

/** Larger than any request that can lead to an event of 7 KiB. */
export const REQUEST_BYTES_MAX = 64 * 1024;

export interface ApiOptions extends GuardOptions {
  /** a bug or a fault of the store; the answer says only "internal" */
  onError(error: unknown): void;
}

/** The interface of one node, for its owner on this machine. Every fault is answered `{code, details}`. */
export function createApi(service: NodeService & Healthy, options: ApiOptions): Hono {
  const app = new Hono();
  app.use("*", guard(options));
  app.use(
    "*",
    bodyLimit({
      maxSize: REQUEST_BYTES_MAX,
      onError: () => {
        throw new ApiFault(413, "body-too-large");
      },
    }),
  );
  app.get("/v1/health", (c) => c.json(service.health()));
  addReadRoutes(app, service);
  addWriteRoutes(app, service);
  addProfileRoutes(app, service);
  addStreamRoutes(app, service);
  app.notFound((c) => c.json({ code: "route-unknown", details: {} }, 404));
  app.onError((error, c) => {
    if (error instanceof ApiFault) return c.json({ code: error.code, details: error.details }, error.status);
    options.onError(error);
    return c.json({ code: "internal", details: {} }, 500);
  });
  return app;
}
