import { appendFile, mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type ClaimId, type DeviceKey, type HashId, isId } from "../../base/id.ts";
import { diskFault } from "../../store/disk-fault.ts";
import { blobHash } from "./document-frame.ts";
import {
  claimFolder,
  type EvidenceFile,
  evidenceFile,
  evidenceFolder,
  readEvidenceName,
} from "./evidence-files.ts";
import { writeWhole } from "./write-whole.ts";

/** What is here of one document. */
export interface Held {
  /** encrypted for reviewers, checked */
  whole: { readonly hash: HashId; readonly bytes: number } | null;
  /** the beginning of it */
  part: { readonly hash: HashId; readonly bytes: number } | null;
  /** what its owner sent, and was something else */
  wrong: HashId | null;
  /** for whom `whole` is, once that was looked up */
  devices: readonly DeviceKey[] | null;
}

/** Encrypted documents on this disk, and the one place that changes them. Rejects with OperatorError where the disk fails. */
export class EvidenceStore {
  readonly #home: string;
  readonly #claims = new Map<ClaimId, Map<HashId, Held>>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(home: string) {
    this.#home = home;
  }

  static async open(home: string): Promise<EvidenceStore> {
    const store = new EvidenceStore(home);
    await store.#turn(() => store.#load());
    return store;
  }

  /** Those that anything is kept of; asked of the disk, for the command line writes there too. */
  claims(): Promise<readonly ClaimId[]> {
    return this.#turn(async () => (await names(evidenceFolder(this.#home))).filter(isId) as ClaimId[]);
  }

  held(claim: ClaimId, commitment: HashId): Readonly<Held> | undefined {
    return this.#claims.get(claim)?.get(commitment);
  }

  /** What others' documents of one claim, or of all, take up here. */
  bytesOf(claim?: ClaimId): number {
    const claims = claim === undefined ? [...this.#claims.values()] : [this.#claims.get(claim) ?? new Map()];
    let bytes = 0;
    for (const documents of claims)
      for (const { whole, part } of documents.values()) bytes += (whole?.bytes ?? 0) + (part?.bytes ?? 0);
    return bytes;
  }

  /** As its person put it; the command line writes it, so it may be new at any time. undefined: not on this machine. */
  readOwn(claim: ClaimId, commitment: HashId): Promise<Uint8Array | undefined> {
    return this.#turn(() => read(this.#file(claim, commitment, { is: "own" })));
  }

  readWhole(claim: ClaimId, commitment: HashId): Promise<Uint8Array | undefined> {
    return this.#turn(async () => {
      const whole = this.held(claim, commitment)?.whole;
      return whole ? await read(this.#file(claim, commitment, { is: "age", hash: whole.hash })) : undefined;
    });
  }

  /** In place of what was there for the reviewers before. */
  putWhole(
    claim: ClaimId,
    commitment: HashId,
    blob: Uint8Array,
    devices: readonly DeviceKey[],
  ): Promise<void> {
    return this.#turn(async () => {
      const hash = blobHash(blob);
      await writeWhole(this.#file(claim, commitment, { is: "age", hash }), blob);
      const held = this.#of(claim, commitment);
      const before = held.whole;
      if (held.part !== null) await this.#remove(claim, commitment, { is: "part", hash: held.part.hash });
      Object.assign(held, { whole: { hash, bytes: blob.length }, part: null, devices });
      if (before !== null && before.hash !== hash)
        await this.#remove(claim, commitment, { is: "age", hash: before.hash });
    });
  }

  dropWhole(claim: ClaimId, commitment: HashId): Promise<void> {
    return this.#turn(async () => {
      const held = this.#claims.get(claim)?.get(commitment);
      if (held?.whole == null) return;
      await this.#remove(claim, commitment, { is: "age", hash: held.whole.hash });
      Object.assign(held, { whole: null, devices: null });
    });
  }

  learnDevices(claim: ClaimId, commitment: HashId, devices: readonly DeviceKey[]): void {
    const held = this.#claims.get(claim)?.get(commitment);
    if (held !== undefined) held.devices = devices;
  }

  /** Continues a part, or begins it anew where it is of another blob; false: it does not begin there any more. */
  append(
    claim: ClaimId,
    commitment: HashId,
    { hash, offset, slice }: { readonly hash: HashId; readonly offset: number; readonly slice: Uint8Array },
  ): Promise<boolean> {
    return this.#turn(async () => {
      const before = this.held(claim, commitment)?.part ?? null;
      const isSame = before?.hash === hash;
      if (offset !== (isSame ? before.bytes : 0)) return false;
      await mkdir(claimFolder(this.#home, claim), { recursive: true, mode: 0o700 });
      if (before !== null && !isSame)
        await this.#remove(claim, commitment, { is: "part", hash: before.hash });
      await appendFile(this.#file(claim, commitment, { is: "part", hash }), slice, { mode: 0o600 });
      this.#of(claim, commitment).part = { hash, bytes: offset + slice.length };
      return true;
    });
  }

  readPart(claim: ClaimId, commitment: HashId): Promise<Uint8Array | undefined> {
    return this.#turn(async () => {
      const part = this.held(claim, commitment)?.part;
      return part ? await read(this.#file(claim, commitment, { is: "part", hash: part.hash })) : undefined;
    });
  }

  /** It came to nothing; `wrong`: its owner sent it so, which is remembered. */
  dropPart(claim: ClaimId, commitment: HashId, wrong: HashId | null): Promise<void> {
    return this.#turn(async () => {
      const held = this.#of(claim, commitment);
      if (held.part !== null) await this.#remove(claim, commitment, { is: "part", hash: held.part.hash });
      held.part = null;
      if (wrong === null) return;
      if (held.wrong !== null) await this.#remove(claim, commitment, { is: "wrong", hash: held.wrong });
      await writeWhole(this.#file(claim, commitment, { is: "wrong", hash: wrong }), new Uint8Array());
      held.wrong = wrong;
    });
  }

  /** Of a blob by its hash; undefined: not here. */
  slice(claim: ClaimId, hash: HashId, offset: number, bytes: number): Promise<Uint8Array | undefined> {
    return this.#turn(async () => {
      for (const [commitment, { whole }] of this.#claims.get(claim) ?? []) {
        if (whole?.hash !== hash) continue;
        return await readAt(this.#file(claim, commitment, { is: "age", hash }), offset, bytes);
      }
      return undefined;
    });
  }

  /** All that is here of a claim. */
  drop(claim: ClaimId): Promise<void> {
    return this.#turn(async () => {
      this.#claims.delete(claim);
      await rm(claimFolder(this.#home, claim), { recursive: true, force: true });
    });
  }

  /** Once nothing is being written. */
  async idle(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  #of(claim: ClaimId, commitment: HashId): Held {
    const documents = this.#claims.get(claim) ?? new Map<HashId, Held>();
    this.#claims.set(claim, documents);
    const held = documents.get(commitment) ?? { whole: null, part: null, wrong: null, devices: null };
    documents.set(commitment, held);
    return held;
  }

  async #load(): Promise<void> {
    for (const claim of (await names(evidenceFolder(this.#home))).filter(isId)) {
      for (const name of await names(claimFolder(this.#home, claim as ClaimId)))
        await this.#loadFile(claim as ClaimId, name);
    }
  }

  async #loadFile(claim: ClaimId, name: string): Promise<void> {
    const path = join(claimFolder(this.#home, claim), name);
    const known = readEvidenceName(name);
    if (known === undefined) {
      // a writing that a crash cut off
      if (name.endsWith(".new")) await rm(path, { force: true });
      return;
    }
    const { commitment, file } = known;
    const held = this.#of(claim, commitment);
    const { size: bytes } = await stat(path);
    if (file.is === "age") held.whole = { hash: file.hash, bytes };
    if (file.is === "part") held.part = { hash: file.hash, bytes };
    if (file.is === "wrong") held.wrong = file.hash;
  }

  #file(claim: ClaimId, commitment: HashId, file: EvidenceFile): string {
    return evidenceFile(this.#home, claim, commitment, file);
  }

  async #remove(claim: ClaimId, commitment: HashId, file: EvidenceFile): Promise<void> {
    await rm(this.#file(claim, commitment, file), { force: true });
  }

  /** One after the other: what one turn reads, no other changes meanwhile. */
  #turn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work, work).catch((error: unknown) => {
      throw diskFault(error, this.#home);
    });
    this.#last = mine;
    return mine;
  }
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // none yet, or a file where a folder should be: nothing of ours
    if (isMissing(error)) return [];
    throw error;
  }
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function readAt(path: string, offset: number, bytes: number): Promise<Uint8Array | undefined> {
  const handle = await open(path, "r").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(bytes), 0, bytes, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
