import { join } from "node:path";
import type { ClaimId, HashId } from "../../base/id.ts";

/**
 * HOME/evidence/<claim>/<commitment>.<what>: `own.age`, a document put by this home's person, for this home alone;
 * `<hash>.age`, one for a claim's reviewers; `<hash>.part`, the beginning of one; `<hash>.wrong`, empty: what its owner sent
 * was not what was committed to.
 */
export type EvidenceFile =
  | { readonly is: "own" }
  | { readonly is: "age" | "part" | "wrong"; readonly hash: HashId };

const NAME = /^([0-9a-f]{64})\.(?:(own)\.age|([0-9a-f]{64})\.(age|part|wrong))$/;

export function evidenceFolder(home: string): string {
  return join(home, "evidence");
}

export function claimFolder(home: string, claim: ClaimId): string {
  return join(evidenceFolder(home), claim);
}

export function evidenceFile(home: string, claim: ClaimId, commitment: HashId, file: EvidenceFile): string {
  const what = file.is === "own" ? "own.age" : `${file.hash}.${file.is}`;
  return join(claimFolder(home, claim), `${commitment}.${what}`);
}

/** undefined: not one of ours, or one that was being written when the machine died */
export function readEvidenceName(
  name: string,
): { readonly commitment: HashId; readonly file: EvidenceFile } | undefined {
  const [, commitment, own, hash, is] = NAME.exec(name) ?? [];
  if (commitment === undefined) return undefined;
  if (own !== undefined) return { commitment: commitment as HashId, file: { is: "own" } };
  return { commitment: commitment as HashId, file: { is: is as "age", hash: hash as HashId } };
}
