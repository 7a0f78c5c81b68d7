import type { CommunityId, HashId, MemberId, PublicKey, SealId } from "../base/id.ts";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { bytes, hashId, id, list, nullable, publicKey, record, text, uint } from "../events/schema.ts";
import { readLine, writeLine } from "./code-line.ts";
import { LINE_ADDRESSES_MAX } from "./invite-addresses.ts";
import { lineFault } from "./line-fault.ts";

/** What a member needs to go on from a new computer, beside the 24 words; written by any other member. */
export interface ReturnLine {
  readonly community: CommunityId;
  readonly title: string;
  readonly currency: string;
  /** who returns: the member's id, root key, and name as the writer knows it */
  readonly member: MemberId;
  readonly root: PublicKey;
  readonly name: string;
  /** 32 bytes: the private network's key */
  readonly networkKey: Uint8Array;
  /** full multiaddrs */
  readonly addresses: readonly string[];
  /** the latest seal the writer held */
  readonly latestSeal: SealId | null;
}

const VERSION = 1;

const schema = record({
  v: uint(VERSION),
  community: id(),
  title: text(60),
  currency: text(3),
  member: id(),
  root: publicKey(),
  name: text(40, 0),
  network: bytes(32),
  addresses: list(text(200), LINE_ADDRESSES_MAX),
  seal: nullable(hashId()),
});

export function returnText(line: ReturnLine): string {
  const { community, title, currency, member, root, name } = line;
  const addresses = line.addresses.slice(0, LINE_ADDRESSES_MAX);
  const seal = line.latestSeal as HashId | null;
  const network = line.networkKey;
  return writeLine(
    "return",
    schema.write({ v: VERSION, community, title, currency, member, root, name, network, addresses, seal }),
  );
}

/** However it was pasted. Throws OperatorError: return-none, -mangled, -invalid, line-version, line-is-… */
export function readReturn(pasted: string): ReturnLine {
  const value = readLine("return", pasted, VERSION);
  if (!value.ok) throw lineFault("return", value.error);
  const body = schema.read(value.value);
  if (!body.ok) throw new OperatorError("return-invalid", EXIT.failure);
  const { community, title, currency, member, root, name, network, addresses, seal } = body.value;
  const latestSeal = seal as SealId | null;
  return { community, title, currency, member, root, name, networkKey: network, addresses, latestSeal };
}
