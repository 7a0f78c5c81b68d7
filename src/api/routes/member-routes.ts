import type { Hono } from "hono";
import { fromHex } from "../../base/bytes.ts";
import type { NodeService } from "../../node/node-service.ts";
import { author, kindNamed } from "../author.ts";
import {
  contactRequest,
  delegateRequest,
  objectRequest,
  resignRequest,
  revokeRequest,
  uninviteRequest,
  vouchRequest,
} from "../member-requests.ts";
import { readRequest } from "../read-request.ts";
import { resolveMember } from "../resolve.ts";
import { resolveDevice, resolveJoiner, resolveWaiting } from "../resolve-waiting.ts";
import { viewSource } from "../view-source.ts";

/** Who is let in, stands for whom, and goes: POST, each answered as `author` says. */
export function addMemberRoutes(app: Hono, service: NodeService): void {
  const source = () => viewSource(service);
  app.post("/v1/vouches", async (c) => {
    const { for: who } = await readRequest(c, vouchRequest);
    return author(c, service, kindNamed(service, "vouch"), { for: resolveWaiting(source(), who) });
  });
  app.post("/v1/objections", async (c) => {
    const { joiner, on } = await readRequest(c, objectRequest);
    const body = { joiner: resolveJoiner(source(), joiner), on };
    return author(c, service, kindNamed(service, "object"), body);
  });
  app.post("/v1/uninvites", async (c) => {
    return author(c, service, kindNamed(service, "uninvite"), await readRequest(c, uninviteRequest));
  });
  app.post("/v1/contacts", async (c) => {
    const { role, other, on } = await readRequest(c, contactRequest);
    const body = { role, other: resolveMember(source(), other), on };
    return author(c, service, kindNamed(service, "contact"), body);
  });
  app.post("/v1/delegations", async (c) => {
    const { to } = await readRequest(c, delegateRequest);
    const body = { to: to === null ? null : resolveMember(source(), to) };
    return author(c, service, kindNamed(service, "delegate"), body);
  });
  app.post("/v1/resignations", async (c) => {
    return author(c, service, kindNamed(service, "resign"), await readRequest(c, resignRequest));
  });
  app.post("/v1/revocations", async (c) => {
    const { device, signature } = await readRequest(c, revokeRequest);
    const body = { device: resolveDevice(source(), device), signature: fromHex(signature) };
    return author(c, service, kindNamed(service, "revoke"), body);
  });
}
