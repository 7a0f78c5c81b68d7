import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiFile, apiFilePath, readApiFile } from "../../src/api/api-file.ts";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import { AUTHORED, BO, type FakeNode, fakeNode, planOf } from "./fake-node.ts";

let home: string;
let node: FakeNode;
let api: ServedApi;
let file: ApiFile;
const errors: unknown[] = [];

async function serve(served: FakeNode): Promise<void> {
  node = served;
  home = await mkdtemp(join(tmpdir(), "huzhu-api-"));
  api = await serveApi(node, home, { onError: (error) => errors.push(error) });
  file = (await readApiFile(home)) as ApiFile;
}

beforeEach(async () => {
  errors.length = 0;
  await serve(fakeNode(2, 3));
});

afterEach(async () => {
  await api.stop();
  await rm(home, { recursive: true });
  expect(errors).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** By `node:http`, which lets a Host be forged. */
function ask(path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const sent = request({ host: "127.0.0.1", port: file.port, path, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const bearer = () => ({ authorization: `Bearer ${file.token}` });
const json = () => ({ ...bearer(), "content-type": "application/json" });

async function get(path: string): Promise<{ status: number; data: never }> {
  const { status, body } = await ask(path, bearer());
  return { status, data: JSON.parse(body) as never };
}

async function post(path: string, body: unknown): Promise<{ status: number; data: unknown }> {
  const answer = await ask(path, json(), JSON.stringify(body));
  return { status: answer.status, data: JSON.parse(answer.body) };
}

describe("nobody gets in", () => {
  test("without the token", async () => {
    expect(await ask("/v1/status")).toMatchObject({ status: 401 });
    expect(await ask("/v1/status", { authorization: `Bearer ${"0".repeat(64)}` })).toMatchObject({
      status: 401,
    });
    expect(await ask("/v1/status", { authorization: file.token })).toMatchObject({ status: 401 });
  });

  test("by another name than this machine's", async () => {
    const forged = { ...bearer(), host: `evil.example:${file.port}` };
    expect(await ask("/v1/status", forged)).toEqual({
      status: 403,
      body: '{"code":"host-wrong","details":{}}',
    });
    expect(await ask("/v1/status", { ...bearer(), host: "127.0.0.1:1" })).toMatchObject({ status: 403 });
  });

  test("with anything but JSON", async () => {
    expect(await ask("/v1/leaves", { ...bearer(), "content-type": "text/plain" }, "{}")).toMatchObject({
      status: 415,
    });
    expect(await ask("/v1/leaves", json(), "{")).toMatchObject({ status: 400 });
  });

  test("with too much", async () => {
    const large = JSON.stringify({ plan: "x".repeat(70_000), on: true });
    expect(await ask("/v1/leaves", json(), large)).toEqual({
      status: 413,
      body: '{"code":"body-too-large","details":{}}',
    });
    expect(node.authored).toEqual([]);
  });
});

test("the token file is its owner's only, and goes when the node stops", async () => {
  expect((await stat(apiFilePath(home))).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(apiFilePath(home), "utf8"))).toEqual({ ...file, pid: process.pid });
  await api.stop();
  expect(await readApiFile(home)).toBeUndefined();
  api = await serveApi(node, home, { onError: (error) => errors.push(error) });
});

test("every view says both what is sealed and what is provisional", async () => {
  const { data } = await get("/v1/claims");
  expect(data).toMatchObject({
    moment: { title: "Lane 7", currency: "CNY", digits: 2 },
    claims: [
      {
        standing: "changing",
        sealed: { tally: { yes: 0 }, mine: { mayVote: true, choice: null } },
        provisional: { tally: { yes: 2 }, mine: { choice: "yes" }, member: { id: BO } },
      },
    ],
  });
});

test.each([
  "/v1/status",
  "/v1/charter",
  "/v1/members",
  "/v1/needs?lang=zh-Hant",
  "/v1/plans",
  "/v1/claims",
  "/v1/transfers",
  "/v1/ledger",
])("%s is answered", async (path) => {
  const { status, data } = await get(path);
  expect(status).toBe(200);
  expect(JSON.stringify(data)).toContain("Lane 7");
});

describe("a reference", () => {
  test("may be a title, an id or its beginning", async () => {
    const plan = planOf(node.sealed);
    for (const reference of [plan, plan.slice(0, 6), encodeURIComponent("Serious illness")]) {
      expect(await get(`/v1/plans/${reference}`)).toMatchObject({ status: 200, data: { id: plan } });
    }
  });

  test("that fits two lists them", async () => {
    expect(await get("/v1/ledger?member=Bo")).toMatchObject({
      status: 409,
      data: {
        code: "reference-ambiguous",
        details: { candidates: expect.stringMatching(/^Bo \(.+\), Bo \(.+\)$/) },
      },
    });
  });

  test("that fits nothing says so", async () => {
    expect(await get("/v1/explain/ffff")).toMatchObject({ status: 404, data: { code: "reference-unknown" } });
    expect(await get("/v1/nothing")).toMatchObject({ status: 404, data: { code: "route-unknown" } });
  });
});

describe("a wish", () => {
  test("is signed as its kind writes it", async () => {
    const wish = { plan: "Serious illness", incidentDay: 20_000, amount: 500 };
    expect(await post("/v1/claims", wish)).toEqual({ status: 201, data: { event: AUTHORED } });
    expect(node.authored).toMatchObject([{ kind: "claim", body: { incidentDay: 20_000, amount: 500 } }]);
  });

  test("that a rule refuses is 409 with the rule's code", async () => {
    node.refuseWith = "over-tier";
    expect(await post("/v1/leaves", { plan: "Serious illness", on: true })).toEqual({
      status: 409,
      data: { code: "over-tier", details: {} },
    });
    node.refuseWith = "device-stopped";
    expect(await post("/v1/leaves", { plan: "Serious illness", on: true })).toMatchObject({ status: 503 });
  });

  test("with a wrong shape names what is wrong", async () => {
    const answer = await post("/v1/claims", { plan: "x", incidentDay: "today", amount: 1 });
    expect(answer).toMatchObject({ status: 400, data: { code: "request-invalid" } });
    expect(JSON.stringify(answer)).toContain("incidentDay");
    const terms = await post("/v1/plans", { terms: { title: "t" }, tier: null });
    expect(terms).toMatchObject({ status: 400, data: { code: "request-invalid" } });
  });

  test("for a motion is read down to what it asks for; nothing that its kind would not read is signed", async () => {
    for (const about of [
      { kind: "amend", plan: "Serious illness", terms: { title: "t" } },
      { kind: "charter", charter: { vouches: "two" } },
      { kind: "charter", charter: { unheardOf: 1 } },
      { kind: "nonsense" },
    ])
      expect(await post("/v1/motions", { about })).toMatchObject({ status: 400 });
    expect(await post("/v1/motions", { about: { kind: "end", plan: "x" } })).toMatchObject({ status: 404 });
    expect(node.authored).toEqual([]);
    await post("/v1/motions", { about: { kind: "charter", charter: { vouches: 2 } } });
    expect(node.authored).toMatchObject([{ body: { about: { charter: { vouches: 2, title: "Lane 7" } } } }]);
  });

  test("for a new network key has the node draw one; dry it draws none", async () => {
    const drawn = async (query: string) => [
      await post(`/v1/motions${query}`, { about: { kind: "network-key" } }),
      node.keysDrawn,
    ];
    expect(await drawn("?dryRun=1")).toMatchObject([{ status: 200 }, 0]);
    expect(await drawn("")).toMatchObject([{ status: 201 }, 1]);
  });

  test("asked for dry is answered with what it would be, and not signed", async () => {
    const wish = { plan: "Serious illness", incidentDay: 20_000, amount: 500 };
    expect(await post("/v1/claims?dryRun=1", wish)).toMatchObject({
      status: 200,
      data: { kind: "claim", body: { incidentDay: 20_000, amount: 500, for: null }, refused: "window-past" },
    });
    expect(node.authored).toEqual([]);
  });

  test("to enter an open plan enrols, with the tier's index", async () => {
    await post("/v1/plans/Serious%20illness/adopt", { tier: "half" });
    expect(node.authored).toMatchObject([{ kind: "enrol", body: { tier: 1 } }]);
    expect(await post("/v1/plans/Serious%20illness/adopt", { tier: 7 })).toMatchObject({ status: 404 });
  });
});

test("needs stand in the profile, one of a category", async () => {
  const need = { category: "illness", benefit: 100, mostPerYear: 10, groupMin: 3, groupMax: 9 };
  await post("/v1/needs", need);
  const { data } = await post("/v1/needs", { ...need, benefit: 200 });
  expect(data).toMatchObject({ nickname: "An", needs: [{ category: "illness", benefit: 200 }] });
  expect(await get("/v1/needs")).toMatchObject({
    data: {
      groups: [{ size: 3, includesMe: true, draft: { terms: { minMembers: 3, category: "illness" } } }],
    },
  });
  expect(await post("/v1/needs/withdraw", { category: "illness" })).toMatchObject({ data: { needs: [] } });
});

test("a name that would rewrite its neighbour's line is not taken", async () => {
  expect(await post("/v1/profile", { nickname: "An\u202e" })).toMatchObject({ status: 400 });
  expect(await post("/v1/profile", { nickname: " An Li " })).toMatchObject({
    status: 201,
    data: { nickname: "An Li", payTo: "to An" },
  });
});

test("changes are told as they come", async () => {
  const gone = new AbortController();
  const url = `http://127.0.0.1:${file.port}/v1/events`;
  const answer = await fetch(url, { headers: bearer(), signal: gone.signal });
  const first = await answer.body?.getReader().read();
  gone.abort();
  expect(new TextDecoder().decode(first?.value)).toMatch(
    /^event: moment\ndata: \{"community":"[0-9a-f]{64}"/,
  );
});

test("an entry's standing", async () => {
  expect(await get(`/v1/entries/${AUTHORED}?waitMs=50`)).toMatchObject({
    data: { standing: "sealed", refused: null },
  });
  expect(await get(`/v1/entries/${BO}`)).toMatchObject({ status: 404 });
});

test("an entry's id and patience may be anything", async () => {
  for (const id of ["xyz", "__proto__", "%00"])
    expect(await get(`/v1/entries/${id}?waitMs=1`)).toMatchObject({ status: 404 });
  for (const waitMs of ["1.5", "-5", "NaN", "1e-9"])
    expect(await get(`/v1/entries/${BO}?waitMs=${waitMs}`)).toMatchObject({ status: 404 });
});

test("JSON that nests without end is a bad request, not a fault", async () => {
  const terms = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
  expect(await ask("/v1/plans", json(), `{"terms":${terms},"tier":null}`)).toMatchObject({ status: 400 });
});

test("wishes about the profile that come at once are all kept", async () => {
  const need = { benefit: 100, mostPerYear: 10, groupMin: 3, groupMax: 9 };
  const categories = ["illness", "accident", "funeral", "loss"];
  await Promise.all(categories.map((category) => post("/v1/needs", { ...need, category })));
  const { data } = await post("/v1/profile", { nickname: "An" });
  expect((data as { needs: readonly { category: string }[] }).needs.map(({ category }) => category)).toEqual(
    categories,
  );
});

test("before the community's history is here, only the status answers", async () => {
  node.synced = false;
  expect(await get("/v1/status")).toMatchObject({ status: 200, data: { books: null } });
  expect(await get("/v1/claims")).toEqual({ status: 503, data: { code: "not-synced", details: {} } });
});

test("the export is one entry a line, bytes as hexadecimal", async () => {
  const { body } = await ask("/v1/export", bearer());
  expect(JSON.parse(body)).toMatchObject({ id: AUTHORED, kind: "leave", body: { plan: "01ff", on: true } });
});
