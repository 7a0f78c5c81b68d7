import { x25519 } from "@noble/curves/ed25519.js";
import { fromHex, toHex } from "../../base/bytes.ts";
import type { ClaimId, HashId } from "../../base/id.ts";
import { DOCUMENTS_OF_CLAIM_MAX } from "../../state/documents-of.ts";
import { diskFault } from "../../store/disk-fault.ts";
import { readHome } from "../home-file.ts";
import { sealFor } from "./age-box.ts";
import { CLAIM_DOCUMENTS_BYTES_MAX } from "./blob-limits.ts";
import { type Document, encodeDocument, travelBytes } from "./document-frame.ts";
import { evidenceFile } from "./evidence-files.ts";
import { writeWhole } from "./write-whole.ts";

/** A document that is to be put before reviewers. */
export interface OwnDocument {
  readonly document: Document;
  readonly commitment: HashId;
}

/** Whether a claim that has so many documents takes these too; else why not, with the most there may be. */
export function fitsClaim(
  before: number,
  documents: readonly OwnDocument[],
): { readonly code: "documents-too-many" | "documents-too-large"; readonly most: number } | null {
  if (before + documents.length > DOCUMENTS_OF_CLAIM_MAX)
    return { code: "documents-too-many", most: DOCUMENTS_OF_CLAIM_MAX };
  const bytes = documents.reduce((sum, { document }) => sum + travelBytes(document.content.length), 0);
  return bytes > CLAIM_DOCUMENTS_BYTES_MAX
    ? { code: "documents-too-large", most: CLAIM_DOCUMENTS_BYTES_MAX }
    : null;
}

/** Copies into the home, each encrypted to the home's own box key with its name and salt. Throws OperatorError. */
export async function keepOwnDocuments(
  home: string,
  claim: ClaimId,
  documents: readonly OwnDocument[],
): Promise<void> {
  const { boxSecret } = await readHome(home);
  const boxKey = toHex(x25519.getPublicKey(fromHex(boxSecret)));
  for (const { document, commitment } of documents) {
    const blob = await sealFor([boxKey], encodeDocument(document));
    try {
      await writeWhole(evidenceFile(home, claim, commitment, { is: "own" }), blob);
    } catch (error) {
      throw diskFault(error, home);
    }
  }
}
