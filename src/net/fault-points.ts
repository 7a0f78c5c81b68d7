/** Points for a frame, a question or a piece that no honest node sends. */
export const FAULT_POINTS = 10;
/** Points for a frame or a message larger than any honest node sends. */
export const OVERSIZE_POINTS = 25;
/** Points for a stream on which a question was not asked, or an answer not taken, in time: a lost line leaves two. */
export const UNFINISHED_POINTS = 2;

/** A peer did what no honest node does, as the bytes alone show. */
export type Bad = (peer: string, points: number, why: string) => void;

const OVERSIZE = new Set(["InvalidDataLengthError", "InvalidDataLengthLengthError", "StreamBufferError"]);

/** The other side sent more than a frame may have. */
export function isOversize(error: unknown): boolean {
  return error instanceof Error && OVERSIZE.has(error.name);
}
