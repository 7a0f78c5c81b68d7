import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { UsageFault } from "./usage-fault.ts";

const SALT_BYTES = 16;
const OWNER_ONLY = 0o600;

/** A document's fingerprint, and what it takes to show that it is this document's; both hexadecimal. */
export interface Commitment {
  readonly file: string;
  readonly salt: string;
  readonly commitment: string;
}

/** SHA-256(salt ‖ document), with a salt of chance, so that nobody can guess a document from it. */
export async function commitTo(file: string): Promise<Commitment> {
  const salt = randomBytes(SALT_BYTES).toString("hex");
  return { file, salt, commitment: await fingerprintOf(file, salt) };
}

/** What a document and its salt come to: a reviewer's check, too. Throws UsageFault: file-unreadable. */
export async function fingerprintOf(file: string, salt: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw Object.assign(new UsageFault("file-unreadable", { file }), { cause: error });
  });
  return createHash("sha256").update(Buffer.from(salt, "hex")).update(bytes).digest("hex");
}

/** In the home's folder `evidence`, one small file each; never sent anywhere. */
export async function keepSalts(home: string, commitments: readonly Commitment[]): Promise<void> {
  const folder = join(home, "evidence");
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const each of commitments) {
      const path = join(folder, `${each.commitment}.json`);
      await writeFile(path, `${JSON.stringify(each)}\n`, { mode: OWNER_ONLY });
    }
  } catch (error) {
    throw new OperatorError("disk-failed", EXIT.failure, { home }, error);
  }
}
