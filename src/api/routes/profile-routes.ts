import type { Hono } from "hono";
import { isPlainText } from "../../events/plain-text.ts";
import { money } from "../../money/money.ts";
import type { NodeService } from "../../node/node-service.ts";
import { NEEDS_MAX, type ProfileContent } from "../../profiles/profile.ts";
import { ApiFault, authorFault } from "../api-fault.ts";
import { readRequest } from "../read-request.ts";
import { needRequest, needWithdrawRequest, profileEraseRequest, profileRequest } from "../requests.ts";

const EMPTY: ProfileContent = { nickname: "", payTo: "", needs: [], addresses: [] };

/** What a member tells the others outside the log: POST, answered with the whole profile. */
export function addProfileRoutes(app: Hono, service: NodeService): void {
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: each builds on what the one before it left.
  const change = <T extends ProfileContent | null>(next: (before: ProfileContent) => T): Promise<T> => {
    const turn = async () => {
      const content = next(ownProfile(service));
      const told = await service.setProfile(content);
      if (!told.ok) throw authorFault(told.error);
      return content;
    };
    const mine = last.then(turn, turn);
    last = mine;
    return mine;
  };
  app.post("/v1/profile", async (c) => {
    const { nickname, payTo } = await readRequest(c, profileRequest);
    const next = (before: ProfileContent): ProfileContent => ({
      ...before,
      nickname: plain("nickname", nickname) ?? before.nickname,
      payTo: plain("payTo", payTo) ?? before.payTo,
    });
    if (c.req.query("dryRun") === "1") return c.json(next(ownProfile(service)));
    return c.json(await change(next), 201);
  });
  app.post("/v1/profile/erase", async (c) => {
    await readRequest(c, profileEraseRequest);
    await change(() => null);
    return c.json({}, 201);
  });
  app.post("/v1/needs", async (c) => {
    const request = await readRequest(c, needRequest);
    if (request.groupMin > request.groupMax) throw new ApiFault(400, "request-invalid", { part: "groupMax" });
    const need = { ...request, benefit: money(request.benefit), mostPerYear: money(request.mostPerYear) };
    const content = await change((before) => {
      // One need of a category at a time: stating it again replaces it.
      const others = before.needs.filter(({ category }) => category !== need.category);
      if (others.length >= NEEDS_MAX) throw new ApiFault(409, "needs-too-many");
      return { ...before, needs: [...others, need] };
    });
    return c.json(content, 201);
  });
  app.post("/v1/needs/withdraw", async (c) => {
    const { category } = await readRequest(c, needWithdrawRequest);
    const content = await change((before) => ({
      ...before,
      needs: before.needs.filter((need) => need.category !== category),
    }));
    return c.json(content, 201);
  });
}

function ownProfile(service: NodeService): ProfileContent {
  const member = service.member();
  if (member === null) throw new ApiFault(409, "not-a-member");
  return service.profileOf(member)?.content ?? EMPTY;
}

/** One form for what looks the same, on one line; the request's schema has seen to the length. */
function plain(part: string, text: string | undefined): string | undefined {
  const line = text?.normalize("NFC").trim();
  if (line !== undefined && !isPlainText(line, 0, line.length))
    throw new ApiFault(400, "request-invalid", { part });
  return line;
}
