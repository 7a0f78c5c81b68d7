import { createApi } from "../../src/api/app.ts";
import { present } from "../../src/base/assert.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import { ok } from "../../src/base/result.ts";
import type { KindName } from "../../src/events/kind.ts";
import { KINDS } from "../../src/ledger/kinds-table.ts";
import { decodeProfile, type ProfileContent, signProfile } from "../../src/profiles/profile.ts";
import { AN, AUTHORED, BO, fakeNode, planOf } from "../api/fake-node.ts";
import { CHARTER, TERMS } from "../ledger/samples.ts";
import { oneOf } from "./chance.ts";
import type { Decoder } from "./decoder.ts";
import { mutatedJson } from "./mutate-json.ts";

const PORT = 40_001;
const TOKEN = "5a".repeat(32);
const REQUEST_BYTES_MAX = 64 * 1024;

const node = fakeNode(4, 4);
const errors: unknown[] = [];
const api = createApi(
  { ...node, author: take, setProfile: keep },
  { token: TOKEN, port: () => PORT, onError: (error) => errors.push(error) },
);

const { state } = node.ahead;
const [claim = ""] = [...state.claims.entries()].map(([key]) => key);
const [transfer = ""] = [...state.transfers.entries()].map(([key]) => key);
const plan = planOf(node.ahead);
const hex = (bytes: number) => "5a".repeat(bytes);
const need = { category: "illness", benefit: 500, mostPerYear: 60, groupMin: 2, groupMax: 9 };

/** Every POST route, and bodies of which it reads one at least. */
const ROUTES: readonly (readonly [path: string, ...bodies: readonly unknown[]])[] = [
  ["/v1/claims", { plan, incidentDay: 20_000, amount: 5 }, { plan, incidentDay: 1, amount: 5, for: BO }],
  ["/v1/evidence", { claim, commitments: [hex(32)] }],
  ["/v1/seen", { claim, matches: true }],
  ["/v1/recusals", { ballot: claim }],
  ["/v1/appeals", { claim }],
  ["/v1/withdrawals", { claim }],
  ["/v1/votes", { ballot: claim, choice: "yes", amount: null }, { ballot: claim, choice: "no", amount: 7 }],
  ["/v1/vouches", { for: BO }],
  ["/v1/objections", { joiner: BO, on: true }],
  ["/v1/uninvites", { invite: hex(32) }],
  ["/v1/contacts", { role: "name", other: BO, on: true }],
  ["/v1/delegations", { to: BO }, { to: null }],
  ["/v1/resignations", { on: true }],
  ["/v1/revocations", { device: node.device, signature: hex(64) }],
  [
    "/v1/motions",
    { about: { kind: "amend", plan, terms: TERMS } },
    { about: { kind: "end", plan } },
    { about: { kind: "expel", member: BO, plan: null } },
    { about: { kind: "charter", charter: CHARTER } },
    { about: { kind: "rules", rules: 2 } },
  ],
  ["/v1/profile", { nickname: "An", payTo: "cash" }],
  ["/v1/needs", need],
  ["/v1/needs/withdraw", { category: "illness" }],
  ["/v1/payments", { transfer }],
  ["/v1/receipts", { transfer, amount: null }, { transfer, amount: 5 }],
  ["/v1/disputes", { transfer }],
  ["/v1/invites", { validMs: 3_600_000 }],
  ["/v1/returns", { member: BO }],
  ["/v1/only-copy", { isOnlyCopy: true }],
  ["/v1/recovery", { epoch: 1, signature: hex(64) }],
  ["/v1/clock", { isDateRight: true }],
  ["/v1/plans", { terms: TERMS, tier: 0 }, { terms: TERMS, tier: "full" }],
  [`/v1/plans/${plan}/adopt`, { tier: 0 }],
  ["/v1/leaves", { plan, on: true }],
];

/** As the shipping node takes it: what cannot be written, or read back by its kind, is a defect of who let it through. */
async function take(name: KindName, body: Cbor) {
  const schema = present(
    KINDS.find((kind) => kind.name === name),
    "a kind",
  ).body;
  const decoded = decodeCbor(encodeCbor(body));
  if (!decoded.ok || !schema.read(decoded.value).ok) throw new Error(`a body of ${name} that nobody reads`);
  return ok(AUTHORED);
}

async function keep(content: ProfileContent) {
  const { wire } = signProfile(node.community, node.device, 1, content, () => new Uint8Array(64));
  if (typeof decodeProfile(wire, () => true) === "string") throw new Error("a profile that nobody reads");
  node.said.set(AN, content);
  return ok(AUTHORED);
}

/** The route's number, then the body. */
function inputOf(route: number, text: string): Uint8Array {
  const body = Buffer.from(text);
  return Uint8Array.from([route, ...body]);
}

const BODIES = ROUTES.flatMap(([, ...bodies], route) =>
  bodies.map((body) => ({ route, text: JSON.stringify(body) })),
);

/** One in so many is only shown what it would come to. */
const DRY_EVERY = 64;

async function ask(input: Uint8Array): Promise<number> {
  const [path] = present(ROUTES[(input[0] ?? 0) % ROUTES.length], "a route");
  const body = input.slice(1);
  const query = body.length % DRY_EVERY === 0 ? "?dryRun=1" : "";
  const headers = {
    host: `127.0.0.1:${PORT}`,
    authorization: `Bearer ${TOKEN}`,
    "content-type": "application/json",
    "content-length": String(body.length),
  };
  const { status } = await api.request(path + query, { method: "POST", headers, body });
  return status;
}

/** The local interface's bodies, through the whole of it. JSON has many encodings: what is authored has one. */
export const API_DECODER: Decoder = {
  name: "API body",
  good: BODIES.filter(
    ({ route }) => !/vouches|objections|only-copy|clock/.test(ROUTES[route]?.[0] ?? ""),
  ).map(({ route, text }) => inputOf(route, text)),
  bytesMax: REQUEST_BYTES_MAX,
  mutate(pick) {
    const { route, text } = oneOf(BODIES, pick);
    return inputOf(route, mutatedJson(text, oneOf(BODIES, pick).text, pick));
  },
  async read(input) {
    const status = await ask(input);
    const [error] = errors.splice(0);
    if (error !== undefined) throw new Error("a fault inside", { cause: error });
    return status < 300 ? input : undefined;
  },
};
