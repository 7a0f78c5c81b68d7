import { randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { commitmentOf, DOCUMENT_BYTES_MAX, DOCUMENT_SALT_BYTES } from "../node/evidence/document-frame.ts";
import type { OwnDocument } from "../node/evidence/own-documents.ts";
import { sizeText } from "../words/size-text.ts";
import { UsageFault } from "./usage-fault.ts";

/**
 * A person's document, with a salt of chance, so that nobody can guess it from its fingerprint. Throws UsageFault:
 * file-unreadable, file-too-large.
 */
export async function readDocument(file: string): Promise<OwnDocument> {
  const { size } = await stat(file).catch((error: unknown) => unreadable(file, error));
  if (size > DOCUMENT_BYTES_MAX)
    throw new UsageFault("file-too-large", {
      file,
      size: sizeText(size),
      most: sizeText(DOCUMENT_BYTES_MAX),
    });
  const content = new Uint8Array(await readFile(file).catch((error: unknown) => unreadable(file, error)));
  const salt = new Uint8Array(randomBytes(DOCUMENT_SALT_BYTES));
  const document = { salt, name: basename(file), content, devices: [] };
  return { document, commitment: commitmentOf(document) };
}

function unreadable(file: string, cause: unknown): never {
  throw Object.assign(new UsageFault("file-unreadable", { file }), { cause });
}
