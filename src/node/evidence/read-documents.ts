import { mkdir, readFile } from "node:fs/promises";
import type { ClaimId } from "../../base/id.ts";
import { diskFault } from "../../store/disk-fault.ts";
import { readHome } from "../home-file.ts";
import { writeNewFile } from "../new-file.ts";
import { openWith } from "./age-box.ts";
import { type Document, decodeDocument, isCommitted } from "./document-frame.ts";
import { evidenceFile } from "./evidence-files.ts";
import type { DocumentTold } from "./evidence-told.ts";

/**
 * The documents of a claim that are in a home, opened with its keys; undefined where one is not here, does not open, or is not
 * what was committed to: a disk is believed no more than the network. Throws OperatorError.
 */
export async function readDocuments(
  home: string,
  claim: ClaimId,
  rows: readonly DocumentTold[],
): Promise<readonly (Document | undefined)[]> {
  const { boxSecret, former } = await readHome(home);
  const secrets = [boxSecret, ...former.map((device) => device.boxSecret)];
  const documents: (Document | undefined)[] = [];
  for (const { standing, commitment, hash } of rows) {
    const file = evidenceFile(home, claim, commitment, hash === null ? { is: "own" } : { is: "age", hash });
    const blob = standing === "here" ? await readBlob(home, file) : undefined;
    const frame = blob === undefined ? undefined : await openWith(secrets, blob);
    const document = frame === undefined ? undefined : decodeDocument(frame);
    documents.push(document !== undefined && isCommitted(document, commitment) ? document : undefined);
  }
  return documents;
}

/** New files that only their owner reads, in a folder that is made where there is none. Throws OperatorError. */
export async function writeDocuments(
  folder: string,
  files: readonly { readonly file: string; readonly content: Uint8Array }[],
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw diskFault(error, folder);
  });
  for (const { file, content } of files) await writeNewFile(file, content);
}

/** undefined: deleted since the node told of it */
async function readBlob(home: string, file: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw diskFault(error, home);
  }
}
