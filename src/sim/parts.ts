import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";

/** What the shell lends to a run, because the platform does it faster: each gives the same answers everywhere. */
export interface SimParts {
  /** the key of that name, always the same */
  signer(name: string): Signer;
  readonly verify: Verify;
}
