import type { NodeService } from "../node/node-service.ts";
import type { API_WORDS, REFERENCE_WORDS } from "../words/api-words.ts";

/** Why a person's wish was not signed. */
export type AuthorCode = Extract<Awaited<ReturnType<NodeService["author"]>>, { ok: false }>["error"];

/** Everything an answer's `code` can be: a rule's, the author's, or the interface's own. */
export type ApiCode = AuthorCode | keyof typeof API_WORDS;

export type ReferenceKind = keyof typeof REFERENCE_WORDS;

/** The HTTP statuses of refusals and faults. */
export type FaultStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 500 | 503;

/** Ends a request with `{code, ...details}`. */
export class ApiFault extends Error {
  override readonly name = "ApiFault";
  readonly status: FaultStatus;
  readonly code: ApiCode;
  /** values for the sentence of the code */
  readonly details: Readonly<Record<string, string>>;
  constructor(status: FaultStatus, code: ApiCode, details: Readonly<Record<string, string>> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** 409 where a rule says no, 503 where the node cannot sign now, 413 where it is too large. */
export function authorFault(code: AuthorCode): ApiFault {
  switch (code) {
    case "not-synced":
    case "own-feed-behind":
    case "update-needed":
    case "device-stopped":
    case "device-moved":
      return new ApiFault(503, code);
    case "event-too-large":
      return new ApiFault(413, code);
    default:
      return new ApiFault(409, code);
  }
}
