import { PADDED_BYTES_MAX } from "./document-frame.ts";

/** What `age` and the keys of up to a thousand members' devices add to a document. */
export const BLOB_EXTRA_BYTES_MAX = 320 * 1024;
export const BLOB_BYTES_MAX = PADDED_BYTES_MAX + BLOB_EXTRA_BYTES_MAX;
/** Of one claim, on each reviewer's disk. */
export const CLAIM_BLOBS_BYTES_MAX = 64 * 1024 * 1024;
/** Of all claims of one member that are open together. */
export const MEMBER_BLOBS_BYTES_MAX = 128 * 1024 * 1024;
/** Of everybody's. */
export const BLOBS_BYTES_MAX = 512 * 1024 * 1024;
/** Of one answer. */
export const BLOB_SLICE_BYTES_MAX = 200 * 1024;
/** What a member may put before the reviewers of one claim, padded; with what encrypting adds it fits into the limit above. */
export const CLAIM_DOCUMENTS_BYTES_MAX = 56 * 1024 * 1024;
