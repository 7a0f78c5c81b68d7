import { VERSION } from "../base/version.ts";

/** What this node calls itself towards peers, so that `huzhu doctor` can name who runs a newer one. */
export const SOFTWARE = `huzhu/${VERSION}`;
